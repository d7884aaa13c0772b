import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Order } from '@/lib/tracking/filter/schema'
import { asNumber, ordered } from './compile'
import { keyOf, runAttribute, type Keys } from './run-conditions'

type Queryable = Pick<Database, 'execute'>

export interface Sorting {
  joins: SQL
  clauses: SQL
}

/** Word for word as the index has it: without `nulls last` the planner does not see that it is the same. */
const newestFirst = sql`r.start_ms desc nulls last`

/** An order by an attribute as its index has it, or as it is read backwards. */
function attributeOrder(name: string, ascending: boolean): SQL {
  if (name === 'start_time') return ascending ? sql`r.start_ms asc nulls first` : newestFirst
  if (name === 'run_name') return ascending ? sql`left(r.name, 128) asc, r.name asc` : sql`left(r.name, 128) desc, r.name desc`
  return ordered(runAttribute(name), ascending)
}

/** With `among` the planner may gather the values of all runs first; without it each run's own are looked up, which a join of all would not do. */
export function sortedBy(orders: Order[], keys: Keys, among: SQL | null): Sorting {
  const joined = (table: SQL, name: SQL, key: SQL) =>
    among
      ? sql`left join ${table} ${name} on ${name}.run = r.id and ${name}.experiment_id ${among} and ${name}.key = ${key}`
      : sql`left join lateral (select * from ${table} v where v.run = r.id and v.key = ${key} offset 0) ${name} on true`
  const joins: SQL[] = []
  const clauses: SQL[] = []
  for (const [index, { field, ascending }] of orders.entries()) {
    const name = sql.raw(`o${index}`)
    if (field.kind === 'attribute') clauses.push(attributeOrder(field.key, ascending))
    else if (field.kind === 'metric') {
      joins.push(joined(sql`latest_metrics`, name, keyOf(keys, field.key)))
      clauses.push(sql`(case when ${name}.last is null then 2 when ${name}.last = 'NaN' then 1 else 0 end)`, ordered(sql`${name}.last`, ascending))
    } else {
      joins.push(joined(field.kind === 'param' ? sql`tracked_params` : sql`tracked_tags`, name, sql`${field.key}`))
      // Numbers before texts, and as numbers: 9 before 10.
      clauses.push(ordered(field.kind === 'param' ? sql`${name}.number` : asNumber(sql`${name}.value`), ascending), ordered(sql`${name}.head`, ascending))
    }
  }
  if (!orders.some(({ field }) => field.kind === 'attribute' && field.key === 'start_time')) clauses.push(newestFirst)
  clauses.push(sql`r.run_id`)
  return { joins: sql.join(joins, sql` `), clauses: sql.join(clauses, sql`, `) }
}

/** Runs in the order of one thing. */
export interface Ordered {
  order: Order
  keys: Keys
  among: SQL
  /** Of the runs. */
  where: SQL
  /** What runs of the same value are ordered by. */
  rest: Sorting
}

export interface Band {
  /** From `from` to the conditions. */
  from: SQL
  /** Expressions of `from` by which runs are ordered before the rest, each all one way. */
  first: SQL[]
  ascending: boolean
  clauses: SQL
}

const unknownFirst = new Set(['end_time', 'duration'])

/** Whether `bandsOf` knows the order. */
export const hasBands = ({ field }: Order) => field.kind === 'metric' || field.kind === 'param' || (field.kind === 'attribute' && unknownFirst.has(field.key))

/**
 * The runs in parts that follow one another, each in the order of an index: those that have a number, those with what is none, and those
 * without a value. `most` bounds how many values of a parameter are looked at, before it is asked which runs fit.
 */
export function bandsOf({ order: { field, ascending }, keys, among, where, rest }: Ordered, most?: number): Band[] {
  const runs = sql`tracked_runs r join experiments e on e.id = r.experiment_id ${rest.joins} where ${where}`
  const band = (from: SQL, first: SQL[]): Band => ({ from, first, ascending, clauses: rest.clauses })
  if (field.kind === 'attribute') {
    const column = runAttribute(field.key)
    return [band(sql`${runs} and ${column} is not null`, [column]), band(sql`${runs} and ${column} is null`, [])]
  }
  if (field.kind === 'metric') {
    const key = keyOf(keys, field.key)
    const having = (condition: SQL) => sql`latest_metrics o join tracked_runs r on r.id = o.run join experiments e on e.id = r.experiment_id ${rest.joins} where o.key = ${key} and o.experiment_id ${among} and ${condition} and ${where}`
    const without = sql`${runs} and not exists (select from latest_metrics o where o.run = r.id and o.key = ${key})`
    return [band(having(sql`o.last < 'NaN'`), [sql`o.last`]), band(having(sql`o.last = 'NaN'`), []), band(without, [])]
  }
  const direction = ascending ? sql`asc` : sql`desc`
  // Runs of the same value are put in order before any is looked at: of a parameter with few values they are many.
  const having = (condition: SQL) => sql`
    (select v.run, v.number, v.head, v.start_ms from tracked_params v where v.key = ${field.key} and v.experiment_id ${among} and ${condition}
      order by v.number ${direction}, v.head ${direction}, v.start_ms desc ${most === undefined ? sql`` : sql`fetch first ${sql.raw(String(most))} rows with ties`}) o
    join tracked_runs r on r.id = o.run join experiments e on e.id = r.experiment_id ${rest.joins} where ${where}`
  const without = sql`${runs} and not exists (select from tracked_params o where o.run = r.id and o.key = ${field.key})`
  const first = [sql`o.number`, sql`o.head`]
  return [band(having(sql`v.number is not null`), first), band(having(sql`v.number is null`), first), band(without, [])]
}

/** The order of a band. */
export function bandOrder({ first, ascending, clauses }: Omit<Band, 'from'>, names = first): SQL {
  const direction = ascending ? sql`asc` : sql`desc`
  return sql.join([...names.map((name) => sql`${name} ${direction}`), clauses], sql`, `)
}

/** Whether any run of the experiments has a number as this parameter. */
export async function hasNumbers(db: Queryable, key: string, among: SQL): Promise<boolean> {
  return (await db.execute(sql`select from tracked_params v where v.experiment_id ${among} and v.key = ${key} and v.number is not null limit 1`)).length > 0
}

/** The first runs of an order by one thing; of a parameter those with a number, or those with a text. */
export function headOf(p: Omit<Ordered, 'order' | 'rest'> & { order: Order | undefined; more: Order[]; numbers: boolean; most: number }): Band {
  if (p.order && hasBands(p.order)) return bandsOf({ ...p, order: p.order, rest: sortedBy(p.more, p.keys, p.among) }, p.most)[p.numbers ? 0 : 1]!
  const { clauses } = sortedBy(p.order ? [p.order, ...p.more] : [], p.keys, p.among)
  return { from: sql`tracked_runs r join experiments e on e.id = r.experiment_id where ${p.where}`, first: [], ascending: true, clauses }
}
