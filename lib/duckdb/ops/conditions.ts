import { ident } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { FileColumn } from './table-file'

/** One condition on one column. All conditions of a list hold together. */
export type Filter = { column: string } & (
  | { op: 'contains' | 'equals' | 'differs' | 'less' | 'greater' | 'at_least' | 'at_most'; value: string }
  | { op: 'between'; from: string; to: string }
  | { op: 'in'; values: string[] }
  | { op: 'missing' | 'present' }
  /** Against another column of the same row; a row that lacks either value passes neither. */
  | { op: 'same_as' | 'unlike'; other: string }
)

/** @throws UserError where there is none of that name */
export function findFileColumn(columns: FileColumn[], name: string): FileColumn {
  const found = columns.find((column) => column.name === name)
  if (!found) throw new UserError(`The table has no column “${name}”.`)
  return found
}

const comparisons = { equals: '=', less: '<', greater: '>', at_least: '>=', at_most: '<=' } as const

/** The filters as SQL with bound values. */
export function conditions(filters: Filter[], columns: FileColumn[]): { where: string; values: string[] } {
  const values: string[] = []
  return { where: conditionSql(filters, columns, (value) => `$${values.push(value)}`), values }
}

/**
 * The filters as one SQL condition, empty without any.
 * @param bind gives a value's place or literal in the statement
 */
export function conditionSql(filters: Filter[], columns: FileColumn[], bind: (value: string) => string): string {
  const parts = filters.map((filter) => {
    const column = findFileColumn(columns, filter.column)
    const name = ident(column.name)
    const typed = (value: string) => `cast(${bind(value)} as ${comparedAs(column, value)})`
    switch (filter.op) {
      case 'missing':
        return `${name} is null`
      case 'present':
        return `${name} is not null`
      case 'contains':
        return `contains(lower(cast(${name} as varchar)), lower(${bind(filter.value)}))`
      case 'differs':
        return `${name} is distinct from ${typed(filter.value)}`
      case 'between':
        return `${name} between ${typed(filter.from)} and ${typed(filter.to)}`
      case 'in':
        return filter.values.length === 0 ? 'false' : `${name} in (${filter.values.map(typed).join(', ')})`
      case 'same_as':
        return `${sameValue(column, findFileColumn(columns, filter.other))}`
      case 'unlike':
        return `not (${sameValue(column, findFileColumn(columns, filter.other))})`
      default:
        return `${name} ${comparisons[filter.op]} ${typed(filter.value)}`
    }
  })
  return parts.map((part) => `(${part})`).join(' and ')
}

/** Whether two columns of a row hold the same; null where either is missing. Columns of unlike kinds are compared as text. */
export function sameValue(a: FileColumn, b: FileColumn): string {
  const number = (column: FileColumn) => column.type === 'integer' || column.type === 'number'
  if (a.type === b.type || (number(a) && number(b))) return `${ident(a.name)} = ${ident(b.name)}`
  return `cast(${ident(a.name)} as varchar) = cast(${ident(b.name)} as varchar)`
}

/** A whole number is compared as such, exactly; `2.5` with a column of whole numbers as a fraction, for a cast would round it. */
function comparedAs(column: FileColumn, value: string): string {
  if (column.type === 'text') return 'varchar'
  return column.type === 'integer' && !/^\s*[+-]?\d+\s*$/.test(value) ? 'double' : column.sqlType
}

const typeWords: Record<string, string> = { INT64: 'a whole number', INT32: 'a whole number', BIGINT: 'a whole number', DOUBLE: 'a number', double: 'a number', date: 'a date such as 2024-05-31', timestamp: 'a date with time such as 2024-05-31 14:00', BOOL: 'true or false' }

/** A value that does not fit its column's type is the asker's slip. */
export function conversionError(error: unknown): unknown {
  const found = error instanceof Error ? /Could not convert string '([^']*)' to (\w+)|invalid (\w+) field format: "([^"]*)"/i.exec(error.message) : null
  if (!found) return error
  return new UserError(`“${found[1] ?? found[4]}” is not ${typeWords[found[2] ?? found[3] ?? ''] ?? 'a value of that column’s type'}.`)
}
