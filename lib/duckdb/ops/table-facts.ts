import { ident } from '@/lib/catalog/sql-text'
import type { ColumnType } from '@/lib/catalog/types'
import { DuckEngine } from '../engine'
import type { Operation } from '../operation'
import type { ColumnFacts, TableFacts, TargetFacts } from './facts-types'
import { openTable, type FileColumn } from './table-file'

export interface FactsJob {
  file: string
  /** The column to predict, and as what; null where nothing is predicted. */
  target: { name: string; classes: boolean } | null
}

/** Of fewer rows a column that fits the target may do so by chance. */
const leastRows = 30
const leastOfClass = 5
/** A target of whole numbers with more values than this is no set of classes. */
const mostClasses = 50
const mostColumns = 500
const plain: ColumnType[] = ['integer', 'number', 'text', 'boolean', 'date', 'timestamp']
const ordered: ColumnType[] = ['integer', 'number', 'date', 'timestamp']

/** Counts what warnings before training are made of, over one small Parquet file. */
export const tableFacts: Operation<FactsJob, TableFacts> = async (job, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, job.file)
    const counted = columns.filter(({ type }) => plain.includes(type)).slice(0, mostColumns)
    const rows = Number((await engine.all(`select count(*) as n from ${relation}`))[0]!.n)
    const facts = await countColumns(engine, relation, counted, rows)
    const goal = job.target && counted.find(({ name }) => name === job.target!.name)
    const target = goal ? await targetFacts(engine, relation, goal, job.target!.classes, facts) : null
    if (target && goal && rows - target.missing >= leastRows) await findTellers(engine, relation, { rows, goal, target, classes: job.target!.classes }, counted, facts)
    return { rows, columns: facts, target }
  } finally {
    connection.closeSync()
  }
}

/** NaN counts as missing. */
function present({ name, sqlType }: FileColumn): string {
  return /^(FLOAT|DOUBLE)$/.test(sqlType) ? `(case when not isnan(${ident(name)}) then ${ident(name)} end)` : ident(name)
}

async function countColumns(engine: DuckEngine, relation: string, columns: FileColumn[], rows: number): Promise<ColumnFacts[]> {
  if (columns.length === 0) return []
  const parts = columns.flatMap((column, index) => [
    `count(${present(column)}) as n${index}`,
    `count(distinct ${present(column)}) as d${index}`,
    ...(column.type === 'integer' ? [`cast(max(${ident(column.name)}) as double) - cast(min(${ident(column.name)}) as double) as w${index}`] : []),
  ])
  const [row] = await engine.all(`select ${parts.join(', ')} from ${relation}`)
  return columns.map(({ name, type }, index) => {
    const distinct = Number(row![`d${index}`])
    return { name, type, missing: rows - Number(row![`n${index}`]), distinct, counting: type === 'integer' && rows > 1 && distinct === rows && Number(row![`w${index}`]) === rows - 1 }
  })
}

async function targetFacts(engine: DuckEngine, relation: string, goal: FileColumn, classes: boolean, facts: ColumnFacts[]): Promise<TargetFacts> {
  const { missing, distinct } = facts.find(({ name }) => name === goal.name)!
  const told = classes ? await engine.all(`select cast(${present(goal)} as varchar) as value, count(*) as rows from ${relation} where ${present(goal)} is not null group by 1 order by 2 desc, 1 limit ${mostClasses}`) : []
  return { name: goal.name, missing, distinct, classes: told.map(({ value, rows }) => ({ value: String(value), rows: Number(rows) })) }
}

interface Goal {
  rows: number
  goal: FileColumn
  target: TargetFacts
  classes: boolean
}

/** Marks the columns that tell the target of every row by themselves. */
async function findTellers(engine: DuckEngine, relation: string, { rows, goal, target, classes }: Goal, columns: FileColumn[], facts: ColumnFacts[]): Promise<void> {
  const isClasses = classes && target.distinct >= 2 && target.distinct <= mostClasses && (target.classes.at(-1)?.rows ?? 0) >= leastOfClass
  if (classes && !isClasses) return
  if (!classes && (goal.type !== 'integer' && goal.type !== 'number')) return
  for (const column of columns) {
    const known = facts.find(({ name }) => name === column.name)!
    // What is mostly missing tells little, however well the rest fits.
    if (column.name === goal.name || known.distinct < 2 || known.missing > rows / 2) continue
    const tells = isClasses ? await tellsClass(engine, relation, goal, target, column, known) : await tellsNumber(engine, relation, goal, column)
    if (tells) known.tells = tells
  }
}

async function tellsClass(engine: DuckEngine, relation: string, goal: FileColumn, target: TargetFacts, column: FileColumn, known: ColumnFacts): Promise<ColumnFacts['tells']> {
  const both = `(select ${present(column)} as x, ${present(goal)} as t from ${relation}) where x is not null and t is not null`
  const [row] = await engine.all(`select count(*) as rows, sum(n) as covered, sum(cast(mixed as integer)) as mixed from (select x, count(*) as n, count(distinct t) > 1 as mixed from ${both} group by x)`)
  const covered = Number(row!.covered ?? 0)
  if (covered < leastRows || Number(row!.mixed) > 0) return undefined
  // Of nearly unique values each has one target by nature.
  if (known.distinct <= covered / 5) return 'value'
  if (!ordered.includes(column.type)) return undefined
  const [turns] = await engine.all(`select count(*) as n from (select t is distinct from lag(t) over (order by x) as turn from ${both}) where turn`)
  return Number(turns!.n) === target.distinct ? 'limits' : undefined
}

async function tellsNumber(engine: DuckEngine, relation: string, goal: FileColumn, column: FileColumn): Promise<ColumnFacts['tells']> {
  if (column.type !== 'integer' && column.type !== 'number') return undefined
  const finite = (item: FileColumn) => `case when isfinite(cast(${ident(item.name)} as double)) then cast(${ident(item.name)} as double) end`
  try {
    const [row] = await engine.all(`select count(*) as n, abs(corr(x, t)) as r from (select ${finite(column)} as x, ${finite(goal)} as t from ${relation}) where x is not null and t is not null`)
    return Number(row!.n) >= leastRows && Number(row!.r) > 0.99999 ? 'line' : undefined
  } catch (error) {
    // Values so large that they have no correlation.
    if (error instanceof Error && error.message.startsWith('Out of Range Error')) return undefined
    throw error
  }
}
