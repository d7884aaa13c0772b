import { sql, type SQL } from 'drizzle-orm'
import type { Comparator, Comparison, Filter, Value } from '@/lib/tracking/filter/schema'

/** A list as PostgreSQL reads it in one parameter, whatever its length. */
export const list = (values: readonly (string | number)[]) => JSON.stringify(values)
export const textList = (values: readonly string[]) => sql`(select jsonb_array_elements_text(${list(values)}::text::jsonb))`

/** A filter as a condition; `leaf` makes that of one comparison. */
export function compile(filter: Filter, leaf: (comparison: Comparison) => SQL): SQL {
  if (filter.op === 'compare') return leaf(filter)
  if (filter.op === 'not') return sql`not coalesce(${compile(filter.of, leaf)}, false)`
  return sql`(${sql.join(filter.of.map((part) => compile(part, leaf)), filter.op === 'and' ? sql` and ` : sql` or `)})`
}

const plain: Partial<Record<Comparator, SQL>> = { '=': sql`=`, '!=': sql`<>`, '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=`, LIKE: sql`like`, 'NOT LIKE': sql`not like`, ILIKE: sql`ilike`, 'NOT ILIKE': sql`not ilike`, RLIKE: sql`~` }

/** A comparison of a text column. Where a number is given, texts that are numbers are compared as such and others do not fit. */
export function compareText(column: SQL, { comparator, values }: Comparison): SQL {
  const [first] = values
  if (comparator === 'IS NULL') return sql`${column} is null`
  if (comparator === 'IS NOT NULL') return sql`${column} is not null`
  if (values.some((value) => typeof value === 'number')) return compareNumber(asNumber(column), { comparator, values })
  if (comparator === 'IN' || comparator === 'NOT IN') return sql`${column} ${comparator === 'IN' ? sql`in` : sql`not in`} ${textList(values as string[])}`
  if (comparator === 'BETWEEN') return sql`${column} between ${first} and ${values[1]}`
  return sql`${column} ${plain[comparator]!} ${first}`
}

/** A comparison of a number; every value is one or reads as one. */
export function compareNumber(column: SQL, { comparator, values }: Pick<Comparison, 'comparator' | 'values'>): SQL {
  const number = (value: Value | undefined) => sql`${String(value)}::float8`
  if (comparator === 'IS NULL') return sql`${column} is null`
  if (comparator === 'IS NOT NULL') return sql`${column} is not null`
  if (comparator === 'IN' || comparator === 'NOT IN') return sql`${column} ${comparator === 'IN' ? sql`in` : sql`not in`} (${sql.join(values.map(number), sql`, `)})`
  if (comparator === 'BETWEEN') return sql`${column} between ${number(values[0])} and ${number(values[1])}`
  return sql`${column} ${plain[comparator]!} ${number(values[0])}`
}

/** Texts of up to 40 characters that look like a number, as one; else null. Longer exponents than PostgreSQL knows are left out. */
export function asNumber(column: SQL): SQL {
  return sql`case when length(${column}) <= 40 and ${column} ~ '^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,2})?$' then ${column}::float8 end`
}

/** Tags or parameters that lie in a JSON object. */
export function compareKey(object: SQL, comparison: Comparison): SQL {
  return compareText(sql`(${object} ->> ${comparison.field.key})`, comparison)
}

/** Order with the unknown last, either way. */
export function ordered(column: SQL, ascending: boolean): SQL {
  return ascending ? sql`${column} asc nulls last` : sql`${column} desc nulls last`
}
