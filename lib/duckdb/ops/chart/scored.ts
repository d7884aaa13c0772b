import { ident, numeric, text } from '@/lib/catalog/sql-text'
import { UserError } from '@/lib/catalog/user-error'
import type { ChartRequestOf } from '@/lib/data/chart-query'
import { findFileColumn } from '../conditions'
import { isNumber, measure, number, numberColumn, numberOrNull, type Source } from './source'
import type { ResidualsAnswer, ThresholdsAnswer } from './types'

const grid = Array.from({ length: 1_001 }, (_, index) => index / 1_000)
const quantileThresholds = 1_000
const worstRows = 50
const shownColumns = 8
const mostQuantiles = 200

/** A value's label as evaluations write it: whole numbers without a fraction. */
export function labelSql(source: Source, name: string): string {
  const column = findFileColumn(source.columns, name)
  if (column.type !== 'number') return `cast(${ident(name)} as varchar)`
  return `case when ${ident(name)} = trunc(${ident(name)}) then cast(cast(${ident(name)} as hugeint) as varchar) else cast(${ident(name)} as varchar) end`
}

/** Rows that an evaluation takes: those with a target and a prediction, finite where they are numbers. */
export function complete(source: Source, target: string, prediction: string): string {
  return [target, prediction]
    .map((name) => {
      const column = findFileColumn(source.columns, name)
      return isNumber(column) ? `(${measure(column)}) is not null` : `${ident(name)} is not null`
    })
    .join(' and ')
}

/**
 * Exact counts at every thousandth and, where probabilities crowd together, at evenly spaced ones of their own; Brier's
 * score; and ten ranges of probability (from, to] as scikit-learn's calibration_curve has them.
 */
export async function thresholds(source: Source, { target, prediction, probability, positive }: ChartRequestOf<'thresholds'>): Promise<ThresholdsAnswer> {
  const { engine } = source
  const p = measure(numberColumn(source, probability))
  const rows = `(select ${p} as p, (${labelSql(source, target)}) = ${text(positive)} as hit ${source.from} and ${complete(source, target, prediction)} and (${p}) is not null)`
  const [all] = await engine.all(`select count(*) as n, count_if(hit) as positives, avg(pow(p - hit::integer, 2)) as brier, min(p) as low, max(p) as high from ${rows}`)
  const total = number(all!.n)
  if (total === 0) return { rows: 0, positives: 0, points: [], brier: 0, bins: [] }
  if (number(all!.low) < 0 || number(all!.high) > 1) throw new UserError(`“${probability}” holds values outside 0 to 1, so they are no probabilities.`)
  const steps = Array.from({ length: quantileThresholds }, (_, index) => ((index + 0.5) / quantileThresholds).toFixed(5))
  const own = await engine.all(`select unnest(list_distinct(quantile_disc(p, [${steps.join(', ')}]))) as t from ${rows}`)
  const cuts = [...new Set([...grid, ...own.map((row) => number(row.t)), number(all!.high)])].sort((a, b) => a - b)
  const found = await engine.all(
    `select t, count_if(hit) as tp, count_if(not hit) as fp from ${rows} r asof join (select unnest([${cuts.map((cut) => `${numeric(cut)}::double`).join(', ')}]) as t) c on r.p >= c.t group by t`,
  )
  const at = new Map(found.map((row) => [number(row.t), row]))
  const points: ThresholdsAnswer['points'] = []
  let [tp, fp] = [0, 0]
  for (const threshold of [...cuts].reverse()) {
    tp += number(at.get(threshold)?.tp ?? 0)
    fp += number(at.get(threshold)?.fp ?? 0)
    points.push({ threshold, tp, fp })
  }
  const edges = Array.from({ length: 9 }, (_, index) => (index + 1) / 10)
  const place = `case ${edges.map((edge, index) => `when p <= ${edge}::double then ${index}`).join(' ')} else 9 end`
  const bins = await engine.all(`select ${place} as b, count(*) as n, avg(p) as mean, avg(hit::integer) as share from ${rows} group by 1 order by 1`)
  return {
    rows: total,
    positives: number(all!.positives),
    points: points.reverse(),
    brier: number(all!.brier),
    bins: bins.map((row) => ({ from: number(row.b) / 10, to: (number(row.b) + 1) / 10, rows: number(row.n), mean: number(row.mean), share: number(row.share) })),
  }
}

/** Actual − predicted at evenly spaced ranks, and the rows where it is largest. */
export async function residuals(source: Source, { target, prediction }: ChartRequestOf<'residuals'>): Promise<ResidualsAnswer> {
  const [actual, predicted] = [measure(numberColumn(source, target)), measure(numberColumn(source, prediction))]
  const usable = complete(source, target, prediction)
  const e = `((${actual}) - (${predicted}))`
  const [all] = await source.engine.all(`select count(*) as n, avg(${e}) as mean, stddev_samp(${e}) as sd ${source.from} and ${usable}`)
  const n = number(all!.n)
  const others = source.columns.filter((column) => column.name !== target && column.name !== prediction && column.type !== 'other').slice(0, shownColumns)
  if (n === 0) return { rows: 0, mean: 0, sd: null, quantiles: [], worst: [], otherColumns: others.map((column) => column.name) }
  const ranks = n <= mostQuantiles ? Array.from({ length: n }, (_, index) => index + 1) : [...new Set(Array.from({ length: mostQuantiles }, (_, index) => 1 + Math.round((index * (n - 1)) / (mostQuantiles - 1))))]
  const sorted = await source.engine.all(`select rank, e from (select ${e} as e, row_number() over (order by ${e}) as rank ${source.from} and ${usable}) where rank in (${ranks.join(', ')}) order by rank`)
  const { rows: worst } = await source.engine.table(
    `select file_row_number + 1, ${actual}, ${predicted}${others.map((column) => `, left(cast(${ident(column.name)} as varchar), 80)`).join('')} ${source.from} and ${usable} order by abs(${e}) desc, file_row_number limit ${worstRows}`,
  )
  return {
    rows: n,
    mean: number(all!.mean),
    sd: numberOrNull(all!.sd),
    quantiles: sorted.map((row) => ({ share: (number(row.rank) - 0.5) / n, residual: number(row.e) })),
    worst: worst.map(([row, a, b, ...rest]) => ({ row: number(row), actual: number(a), predicted: number(b), others: rest.map((value) => (value === null || value === undefined ? null : String(value))) })),
    otherColumns: others.map((column) => column.name),
  }
}
