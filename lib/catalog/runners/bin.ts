import * as z from 'zod/mini'
import { numericTypes } from '../columns'
import { numeric, text } from '../sql-text'
import { BinParams, edgesMistake, typedEdges } from '../transform/bin'
import { derive } from '../transform/derived'
import { chosenOrAll } from '../transform/entries'
import { UserError } from '../user-error'
import { defineLearned, learnedColumn, LearnedColumn, resultList } from './learned'
import { defineRunner, finiteNumber, input, oneRow, physicalTypes, realValue, requireColumns, type PhysicalColumn } from './support'

const Binning = z.object({
  kind: z.literal('bin'),
  version: z.literal(1),
  closed: z.enum(['left', 'right']),
  labels: z.enum(['range', 'number']),
  /** `names` has one more entry than `cuts`. */
  columns: z.array(z.extend(LearnedColumn, { cuts: z.array(z.number()), names: z.array(z.string()) })),
})
type Binning = z.infer<typeof Binning>

export const binning = defineLearned(
  Binning,
  (learned) => learned.columns.map(({ column }) => column),
  (_step, learned, table, columns) => {
    const results = learned.columns.map((entry) => ({ column: entry.column, as: entry.as, sql: binSql(entry, learned, learnedColumn(entry, columns)) }))
    return `SELECT ${resultList(columns, results)} FROM ${table}`
  },
)

function binSql({ cuts, names }: Binning['columns'][number], { closed, labels }: Binning, column: PhysicalColumn): string {
  const value = realValue(column)
  const label = (index: number) => (labels === 'range' ? text(names[index]!) : `CAST(${index + 1} AS BIGINT)`)
  const tests = cuts.map((cut, index) => ` WHEN ${value} ${closed === 'left' ? '<' : '<='} ${numeric(cut)} THEN ${label(index)}`)
  return `CASE WHEN ${value} IS NULL THEN NULL${tests.join('')} ELSE ${label(cuts.length)} END`
}

export const runBin = defineRunner(BinParams, async (step, params) => {
  const table = input(step, 'table')
  const columns = await physicalTypes(step.engine, table)
  requireColumns(columns, params.columns)
  const mistake = edgesMistake(params)
  if (mistake) throw new UserError(`${mistake.message}.`)
  const chosen = chosenOrAll(params.columns, columns, numericTypes) as PhysicalColumn[]
  const wrong = chosen.find((column) => !numericTypes.includes(column.type))
  if (wrong) throw new UserError(`“${wrong.name}” is not a number and has no bins.`)
  const derived = derive(chosen, columns, 'text', params.keep, '_bin')
  const learned: Binning = { kind: 'bin', version: 1, closed: params.closed, labels: params.labels, columns: [] }
  for (const [index, column] of chosen.entries()) {
    const cuts = await learnCuts(step.engine, table, column, params)
    const wanted = params.method === 'edges' ? cuts.length : params.bins - 1
    if (cuts.length < wanted) step.engine.log(`Warning: “${column.name}” has only ${cuts.length + 1} ${cuts.length === 0 ? 'bin' : 'bins'}, since its values do not differ enough`)
    learned.columns.push({ column: column.name, type: column.type, as: derived[index]!.as, cuts, names: binNames(cuts, params.closed) })
  }
  await step.writeTable('table', await binning.query(step, learned, table, columns))
  await step.writeJson('transformation', learned, { kind: learned.kind, title: 'Bin', summary: learned.columns.slice(0, 200).map(({ column, names }) => `“${column}”: ${names.join(' | ')}`) })
})

async function learnCuts(engine: Parameters<typeof oneRow>[0], table: string, column: PhysicalColumn, params: BinParams): Promise<number[]> {
  if (params.method === 'edges') return typedEdges(params.edges)!
  const value = realValue(column, true)
  const steps = Array.from({ length: params.bins - 1 }, (_, index) => (index + 1) / params.bins)
  const [low, high, quantiles] = await oneRow(engine, table, [`min(${value})`, `max(${value})`, params.method === 'equal-frequency' ? `quantile_cont(${value}, [${steps.map(numeric).join(', ')}])` : 'NULL'])
  const [min, max] = [finiteNumber(low), finiteNumber(high)]
  if (min === undefined || max === undefined || min === max) return []
  const cuts = params.method === 'equal-width' ? steps.map((share) => (Number.isFinite(max - min) ? min + (max - min) * share : min * (1 - share) + max * share)) : (quantiles as unknown[]).flatMap((cut) => finiteNumber(cut) ?? [])
  return [...new Set(cuts)].filter((cut) => (params.closed === 'left' ? cut > min : cut < max))
}

/** Bins by their ranges, with as many digits as tell the edges apart. */
export function binNames(cuts: number[], closed: BinParams['closed']): string[] {
  if (cuts.length === 0) return ['all values']
  let shown = cuts.map(String)
  for (let digits = 4; digits <= 15; digits++) {
    const short = cuts.map((cut) => String(Number(cut.toPrecision(digits))))
    if (new Set(short).size < cuts.length) continue
    shown = short
    break
  }
  const last = shown.at(-1)!
  if (closed === 'left') return [`< ${shown[0]!}`, ...shown.slice(1).map((cut, index) => `${shown[index]!} – < ${cut}`), `≥ ${last}`]
  return [`≤ ${shown[0]!}`, ...shown.slice(1).map((cut, index) => `> ${shown[index]!} – ${cut}`), `> ${last}`]
}
