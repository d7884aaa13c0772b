import { ident } from '@/lib/catalog/sql-text'
import { DuckEngine } from '../engine'
import type { JsonValue } from '../json-values'
import type { Operation } from '../operation'
import { numberEdges, timeEdges, type Edges } from './bins'
import type { Bin, ColumnProfile, TableProfile } from './profile-types'
import { openTable, type FileColumn } from './table-file'

/** Up to this many rows, distinct values and quantiles are exact; beyond, estimates that say so. */
const exactRows = 250_000
/** Columns in one scan: each holds its own state while the scan runs. */
const columnsAtOnce = 24
const topValues = 20

type Row = Record<string, JsonValue>

/** Statistics of every column of a Parquet file: one scan for numbers, one for histograms, one a column for its commonest values. */
export const profile: Operation<{ file: string }, TableProfile> = async ({ file }, { session, memoryMb, log }) => {
  const connection = await session.connect(memoryMb)
  try {
    const engine = new DuckEngine(connection, log)
    const { relation, columns } = await openTable(engine, file)
    const rows = Number((await engine.all(`select count(*) as n from ${relation}`))[0]!.n)
    const profiles: ColumnProfile[] = []
    for (let at = 0; at < columns.length; at += columnsAtOnce) {
      profiles.push(...(await profileBatch(engine, relation, columns.slice(at, at + columnsAtOnce), rows)))
    }
    return { rows, columns: profiles }
  } finally {
    connection.closeSync()
  }
}

async function profileBatch(engine: DuckEngine, relation: string, columns: FileColumn[], rows: number): Promise<ColumnProfile[]> {
  const exact = rows <= exactRows
  const [row] = await engine.all(`select ${columns.flatMap((column, index) => statistics(column, index, exact)).join(', ')} from ${relation}`)
  const profiles = columns.map((column, index) => describeColumn(column, index, row!, rows, exact))
  await addHistograms(engine, relation, columns, profiles)
  for (const [index, column] of columns.entries()) await addTop(engine, relation, column, profiles[index]!, rows)
  return profiles
}

const isNumeric = (column: FileColumn) => column.type === 'integer' || column.type === 'number'
const isTemporal = (column: FileColumn) => column.type === 'date' || column.type === 'timestamp'

/** Finite numbers as doubles; the rest as null, so that one NaN does not hide a column's mean. */
function finite(column: FileColumn): string {
  const name = ident(column.name)
  return column.sqlType === 'DOUBLE' || column.sqlType === 'FLOAT' ? `case when isfinite(${name}) then ${name}::double end` : `${name}::double`
}

const milliseconds = (column: FileColumn) => `case when isfinite(${ident(column.name)}) then epoch_ms(${ident(column.name)}::timestamp) end`

function statistics(column: FileColumn, index: number, exact: boolean): string[] {
  const name = ident(column.name)
  const parts = [`count(${name}) as n${index}`]
  if (column.type !== 'other') parts.push(`${exact ? `count(distinct ${name})` : `approx_count_distinct(${name})`} as d${index}`)
  if (isNumeric(column)) {
    const x = finite(column)
    const quantiles = '[0.05, 0.25, 0.5, 0.75, 0.95]'
    parts.push(
      `min(${x}) as min${index}`,
      `max(${x}) as max${index}`,
      `avg(${x}) as mean${index}`,
      `count(${x}) as f${index}`,
      `count_if(${name} = 0) as z${index}`,
      `stddev_samp(${x}) as sd${index}`,
      `${exact ? `quantile_cont(${x}, ${quantiles})` : `approx_quantile(${x}, ${quantiles})`} as q${index}`,
    )
  }
  if (isTemporal(column)) parts.push(`min(${milliseconds(column)}) as min${index}`, `max(${milliseconds(column)}) as max${index}`)
  if (column.type === 'text') parts.push(`min(length(${name})) as min${index}`, `max(length(${name})) as max${index}`, `avg(length(${name})) as mean${index}`)
  return parts
}

function describeColumn(column: FileColumn, index: number, row: Row, rows: number, exact: boolean): ColumnProfile {
  const present = Number(row[`n${index}`])
  const distinct = column.type === 'other' ? 0 : Math.min(Number(row[`d${index}`]), present)
  const found: ColumnProfile = { name: column.name, type: column.type, missing: rows - present, distinct, distinctExact: exact }
  const min = row[`min${index}`]
  if (min === null || min === undefined) return found
  const max = row[`max${index}`]
  if (isNumeric(column)) {
    // An estimate between two whole numbers would claim more than is known.
    const whole = column.type === 'integer' && !exact
    const [p05, p25, p50, p75, p95] = (row[`q${index}`] as JsonValue[]).map((value) => (whole ? Math.round(Number(value)) : Number(value)))
    found.numbers = {
      min: Number(min),
      max: Number(max),
      mean: Number(row[`mean${index}`]),
      sd: row[`sd${index}`] === null ? null : Number(row[`sd${index}`]),
      quantiles: { p05: p05!, p25: p25!, p50: p50!, p75: p75!, p95: p95! },
      quantilesExact: exact,
      notFinite: present - Number(row[`f${index}`]),
      zeros: Number(row[`z${index}`]),
    }
  } else if (isTemporal(column)) found.span = { min: isoText(Number(min), column), max: isoText(Number(max), column) }
  else if (column.type === 'text') found.lengths = { min: Number(min), max: Number(max), mean: Number(row[`mean${index}`]) }
  return found
}

function isoText(instant: number, column: FileColumn): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return String(instant)
  const iso = date.toISOString()
  return column.type === 'date' ? iso.slice(0, 10) : iso.replace(/\.000Z$/, 'Z').replace(/Z$/, column.sqlType.includes('ZONE') ? 'Z' : '')
}

async function addHistograms(engine: DuckEngine, relation: string, columns: FileColumn[], profiles: ColumnProfile[]): Promise<void> {
  const drawn: { column: FileColumn; profile: ColumnProfile; edges: Edges }[] = []
  columns.forEach((column, index) => {
    const profile = profiles[index]!
    if (profile.numbers) drawn.push({ column, profile, edges: numberEdges(profile.numbers.min, profile.numbers.max, column.type === 'integer') })
    else if (profile.span) drawn.push({ column, profile, edges: timeEdges(Date.parse(asUtc(profile.span.min)), Date.parse(asUtc(profile.span.max)), column.type === 'date') })
  })
  if (drawn.length === 0) return
  const parts = drawn.map(({ column, edges }, index) => `histogram(${isTemporal(column) ? `(${milliseconds(column)})::double` : finite(column)}, [${edges.edges.map((edge) => `${edge}::double`).join(', ')}]) as h${index}`)
  const [row] = await engine.all(`select ${parts.join(', ')} from ${relation}`)
  drawn.forEach(({ column, profile, edges }, index) => {
    const counts = new Map((row![`h${index}`] as [JsonValue, JsonValue][]).map(([edge, count]) => [Number(edge), Number(count)]))
    const label = (edge: number) => (isTemporal(column) ? isoText(edge, column) : edge)
    profile.histogram = edges.edges.map((to, at): Bin => ({ from: label(at === 0 ? edges.start : edges.edges[at - 1]!), to: label(to), count: counts.get(to) ?? 0 }))
  })
}

const asUtc = (iso: string) => (iso.length > 10 && !iso.endsWith('Z') ? `${iso}Z` : iso)

/** The commonest values of texts and truth values, and with them the exact number of different ones where they are few. */
async function addTop(engine: DuckEngine, relation: string, column: FileColumn, profile: ColumnProfile, rows: number): Promise<void> {
  const present = rows - profile.missing
  if ((column.type !== 'text' && column.type !== 'boolean') || present === 0) return
  if (profile.distinct > 1_000 && profile.distinct > present * 0.5) return
  const name = ident(column.name)
  const found = await engine.all(
    `select case when length(v) > 200 then left(v, 200) || '…' else v end as v, n, count(*) over () as d
     from (select ${name}::varchar as v, count(*) as n from ${relation} where ${name} is not null group by 1) order by n desc, v limit ${topValues}`,
  )
  profile.top = found.map(({ v, n }) => ({ value: String(v), count: Number(n) }))
  profile.distinct = Number(found[0]!.d)
  profile.distinctExact = true
}
