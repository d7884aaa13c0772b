import type { ChartRequestOf } from '@/lib/data/chart-query'
import { numberEdges } from '../bins'
import { histogramSql } from './distribution'
import { correlationOf, groupsOf, isTime, measure, measuredColumn, number, numberColumn, numberOrNull, sampleOrder, type Source } from './source'
import type { CorrelationAnswer, MapAnswer, MatrixAnswer, ScatterAnswer } from './types'

const scatterPoints = 4_000
const matrixPoints = 1_000
const mapPoints = 6_000
/** Ranks of more rows than this are taken of a sample, for each pair sorts them all. */
const rankedRows = 200_000

/** Two measures of each row, with the straight line through all of them. */
export async function scatter(source: Source, { x, y, by }: ChartRequestOf<'scatter'>): Promise<ScatterAnswer> {
  const [across, up] = [measuredColumn(source, x), numberColumn(source, y)]
  const [a, b] = [measure(across), measure(up)]
  const both = `(${a}) is not null and (${b}) is not null`
  const { groups, place } = await groupsOf(source, by, 8, both)
  const [all] = await source.engine.all(`select count(*) as n, regr_slope(b, a) as slope, regr_intercept(b, a) as intercept, corr(b, a) as r from (select ${a} as a, ${b} as b ${source.from} and ${both})`)
  const { rows } = await source.engine.table(`select ${a}, ${b}, ${place} ${source.from} and ${both} ${sampleOrder(scatterPoints)}`)
  return {
    of: number(all!.n),
    points: rows.map((row) => [number(row[0]), number(row[1]), number(row[2])]),
    groups,
    slope: numberOrNull(all!.slope),
    intercept: numberOrNull(all!.intercept),
    r: correlationOf(all!.r),
    temporalX: isTime(across),
  }
}

/** Each pair of up to five columns; a row is drawn where it has them all. */
export async function matrix(source: Source, { columns, by }: ChartRequestOf<'matrix'>): Promise<MatrixAnswer> {
  const values = columns.map((name) => measure(numberColumn(source, name)))
  const complete = values.map((value) => `(${value}) is not null`).join(' and ')
  const { groups, place } = await groupsOf(source, by, 8, complete)
  const pairs = columns.flatMap((_, i) => columns.map((_, j) => [i, j] as const)).filter(([i, j]) => i < j)
  const parts = [
    `count_if(${complete}) as n`,
    ...values.flatMap((value, i) => [`min(${value}) as low${i}`, `max(${value}) as high${i}`]),
    ...pairs.map(([i, j]) => `corr(${values[i]}, ${values[j]}) as r${i}_${j}`),
  ]
  const [all] = await source.engine.all(`select ${parts.join(', ')} ${source.from}`)
  const histograms: MatrixAnswer['histograms'] = []
  for (const [i, value] of values.entries()) {
    if (all![`low${i}`] === null) {
      histograms.push([])
      continue
    }
    const edges = numberEdges(number(all![`low${i}`]), number(all![`high${i}`]), numberColumn(source, columns[i]!).type === 'integer', 16)
    const [row] = await source.engine.all(`select ${histogramSql(value, edges)} as h ${source.from}`)
    const byEdge = new Map((row!.h as [number, number][]).map(([edge, count]) => [Number(edge), Number(count)]))
    histograms.push(edges.edges.map((to, at) => ({ from: at === 0 ? edges.start : edges.edges[at - 1]!, to, count: byEdge.get(to) ?? 0 })))
  }
  const { rows } = await source.engine.table(`select ${values.join(', ')}, ${place} ${source.from} and ${complete} ${sampleOrder(matrixPoints)}`)
  const r = columns.map((_, i) => columns.map((_, j) => (i === j ? 1 : correlationOf(all![i < j ? `r${i}_${j}` : `r${j}_${i}`]))))
  return { of: number(all!.n), points: rows.map((row) => row.map(number)), columns, groups, histograms, r }
}

/** Pearson's r of each pair, or Spearman's: Pearson's of the ranks, ties sharing their mean rank, over the rows that have both. */
export async function correlation(source: Source, { columns, method }: ChartRequestOf<'correlation'>): Promise<CorrelationAnswer> {
  const values = columns.map((name) => measure(numberColumn(source, name)))
  const pairs = columns.flatMap((_, i) => columns.map((_, j) => [i, j] as const)).filter(([i, j]) => i < j)
  const n = columns.map(() => columns.map(() => 0))
  const r: CorrelationAnswer['r'] = columns.map((_, i) => columns.map((_, j) => (i === j ? 1 : null)))
  const put = (i: number, j: number, rows: number, value: number | null) => {
    n[i]![j] = n[j]![i] = rows
    r[i]![j] = r[j]![i] = value
  }
  const [counted] = await source.engine.all(`select count(*) as total, ${values.map((value, i) => `count(${value}) as n${i}`).join(', ')} ${source.from}`)
  columns.forEach((_, i) => (n[i]![i] = number(counted![`n${i}`])))
  if (method === 'pearson') {
    const [all] = await source.engine.all(`select ${pairs.flatMap(([i, j]) => [`corr(${values[i]}, ${values[j]}) as r${i}_${j}`, `regr_count(${values[i]}, ${values[j]}) as n${i}_${j}`]).join(', ')} ${source.from}`)
    for (const [i, j] of pairs) put(i, j, number(all![`n${i}_${j}`]), correlationOf(all![`r${i}_${j}`]))
    return { columns, r, n, sampledFrom: null }
  }
  const total = number(counted!.total)
  const sampled = total > rankedRows
  await source.engine.run(`create or replace temp table ranked as select ${values.map((value, i) => `${value} as v${i}`).join(', ')} ${source.from}${sampled ? ` ${sampleOrder(rankedRows)}` : ''}`)
  try {
    for (const [i, j] of pairs) {
      const [row] = await source.engine.all(
        `select corr(a, b) as r, count(*) as n from (select ${meanRank(`v${i}`)} as a, ${meanRank(`v${j}`)} as b from ranked where v${i} is not null and v${j} is not null)`,
      )
      put(i, j, number(row!.n), correlationOf(row!.r))
    }
  } finally {
    await source.engine.run('drop table if exists ranked')
  }
  return { columns, r, n, sampledFrom: sampled ? total : null }
}

function meanRank(value: string): string {
  return `rank() over (order by ${value}) + (count(*) over (partition by ${value}) - 1) / 2.0`
}

/** Places on the earth, in degrees. */
export async function map(source: Source, { latitude, longitude, by }: ChartRequestOf<'map'>): Promise<MapAnswer> {
  const [lat, lon] = [measure(numberColumn(source, latitude)), measure(numberColumn(source, longitude))]
  const inside = `(${lat}) between -90 and 90 and (${lon}) between -180 and 180`
  const { groups, place } = await groupsOf(source, by, 8, inside)
  const [all] = await source.engine.all(`select count_if(${inside}) as n, count_if((${lat}) is not null and (${lon}) is not null and not (${inside})) as outside ${source.from}`)
  const { rows } = await source.engine.table(`select ${lat}, ${lon}, ${place} ${source.from} and ${inside} ${sampleOrder(mapPoints)}`)
  return { of: number(all!.n), outside: number(all!.outside), points: rows.map((row) => [number(row[0]), number(row[1]), number(row[2])]), groups }
}
