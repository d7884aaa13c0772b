import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createPythonRunner } from '@/agent/python/index'
import { ChartRequest } from '@/lib/data/chart-query'
import type { ChartKind, ChartRequestOf } from '@/lib/data/chart-query'
import type { Filter } from '@/lib/duckdb/ops/conditions'
import type { ChartAnswers } from '@/lib/duckdb/ops/chart/types'
import { outcomeOf, thresholdMetrics } from '@/lib/results/threshold'
import { dataFile, direct, expectClose, home, parquet, sklearn } from '../../agent/python/support'
import { testFolder, testPool, workerFile } from './support'

const folder = testFolder()
const pool = testPool({ workerFile: await workerFile(), tempDir: path.join(folder, 'children') })
const penguins = path.join(folder, 'penguins.parquet')
const scored = path.join(folder, 'scored.parquet')
const numeric = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)', 'gappy']
let truth: {
  pearson: number[][]
  spearman: number[][]
  pairs: number[][]
  histogram: number[]
  boxes: Record<string, [number, number, number, number, number, number, number, number[]]>
  line: [number, number, number]
  calibration: [number[], number[]]
  brier: number
  at: Record<string, [number, number]>
  metrics: number[]
  residuals: [number, number, [number, number], number[]]
  errors: Record<string, [number, number]>
}

async function draw<K extends ChartKind>(file: string, chart: { kind: K } & Partial<Record<string, unknown>>, filters: Filter[] = []): Promise<ChartAnswers[K]> {
  return (await pool.run('chart', { file, chart: ChartRequest.parse(chart) as ChartRequestOf<K>, filters })) as ChartAnswers[K]
}
const count = async (file: string, filters: Filter[]) => (await pool.run('page', { file, offset: 0, limit: 1, sort: null, filters, columns: null, longestText: 10 })).filtered

beforeAll(async () => {
  await parquet(penguins, `select *, case when "Body Mass (g)" % 3 = 0 then null else "Beak Depth (mm)" * "Beak Length (mm)" end as gappy from read_json_auto('${dataFile('penguins.json')}')`)
  // Deterministic numbers with ties, a few of each kind, and probabilities that pile up at both ends.
  await parquet(
    scored,
    `select i as id, case when (i * 7919) % 100 < 30 then 'yes' else 'no' end as truth,
      round(power(((i * 104729) % 9973) / 9973.0, 3), 4) as probability_yes,
      case when probability_yes >= 0.5 then 'yes' else 'no' end as prediction,
      case when i % 5 = 0 then null when i % 2 = 0 then 'north' else 'south' end as region,
      ((i % 37) * 1.5)::double as size, (i * 0.25)::double as actual, (i * 0.25 + ((i * 31) % 17 - 8) * 0.1)::double as predicted,
      date '2024-01-01' + cast(i % 90 as integer) as day
    from range(3000) t(i)`,
  )
  const runner = createPythonRunner({ home, log: () => undefined })
  await runner.ensure(sklearn)
  await runner.close()
  truth = direct('direct-charts.py', penguins, scored)
}, 600_000)

describe('correlation', () => {
  test('is Pearson’s and Spearman’s of pandas, missing values left out pair by pair', async () => {
    const pearson = await draw(penguins, { kind: 'correlation', columns: numeric })
    expectClose(pearson.r, truth.pearson)
    expect(pearson.n).toEqual(truth.pairs)
    expectClose((await draw(penguins, { kind: 'correlation', columns: numeric, method: 'spearman' })).r, truth.spearman)
  })

  test('of a column that does not vary is unknown, and of text refused', async () => {
    const flat = await parquet(path.join(folder, 'flat.parquet'), 'select i as a, 1.0 as b from range(9) t(i)')
    expect((await draw(flat, { kind: 'correlation', columns: ['a', 'b'] })).r).toEqual([[1, null], [null, 1]])
    await expect(draw(penguins, { kind: 'correlation', columns: ['Species', 'Body Mass (g)'] })).rejects.toMatchObject({ reason: 'user_error', message: '“Species” is not a column of numbers. Choose another column.' })
  })
})

describe('distributions', () => {
  test('a histogram has numpy’s counts, and its groups add up to them', async () => {
    const whole = await draw(penguins, { kind: 'histogram', x: 'Body Mass (g)', bins: 18 })
    expect(whole.bins.map(({ from, to }) => [from, to]).slice(0, 2)).toEqual([[2600, 2800], [2800, 3000]])
    expect(whole.bins.map(({ counts }) => counts[0])).toEqual(truth.histogram)
    expect(whole).toMatchObject({ missing: 2, notFinite: 0 })
    const split = await draw(penguins, { kind: 'histogram', x: 'Body Mass (g)', bins: 18, by: 'Species' })
    expect(split.groups.map(({ value }) => value)).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
    expect(split.bins.map(({ counts }) => counts.reduce((sum, n) => sum + n, 0))).toEqual(truth.histogram)
  })

  test('the rows of a bar are those that its filter gives', async () => {
    const { bins } = await draw(penguins, { kind: 'histogram', x: 'Body Mass (g)', bins: 18 })
    const [, second] = bins
    expect(await count(penguins, [{ column: 'Body Mass (g)', op: 'greater', value: String(second!.from) }, { column: 'Body Mass (g)', op: 'at_most', value: String(second!.to) }])).toBe(second!.counts[0])
  })

  test('boxes have numpy’s quartiles and whiskers', async () => {
    const { boxes } = await draw(penguins, { kind: 'box', y: 'Body Mass (g)', by: 'Species' })
    for (const box of boxes) expectClose([box.count, box.low, box.q1, box.median, box.q3, box.high, box.mean, box.outliers], truth.boxes[box.group.value!])
    expect(boxes).toHaveLength(3)
  })

  test('counts list the commonest values and add up', async () => {
    const found = await draw(penguins, { kind: 'counts', x: 'Species', most: 2 })
    expect(found).toEqual({ values: [{ value: 'Adelie', count: 152 }, { value: 'Gentoo', count: 124 }], restValues: 1, restRows: 68, missing: 0 })
  })

  test('whole numbers get a bin each, instants round ranges, and no values no bins', async () => {
    const small = await parquet(path.join(folder, 'small.parquet'), `select * from (values (1, timestamp '2024-01-01 10:00:00'), (3, null), (3, timestamp '2024-01-01 11:30:00')) t(a, b)`)
    expect(await draw(small, { kind: 'histogram', x: 'a' })).toMatchObject({ whole: true, bins: [{ to: 1, counts: [1] }, { to: 2, counts: [0] }, { to: 3, counts: [2] }] })
    const times = await draw(small, { kind: 'histogram', x: 'b', bins: 3 })
    expect(times).toMatchObject({ temporal: true, missing: 1 })
    expect(times.bins.reduce((sum, bin) => sum + bin.counts[0]!, 0)).toBe(2)
    expect((await draw(small, { kind: 'histogram', x: 'a' }, [{ column: 'a', op: 'greater', value: '9' }])).bins).toEqual([])
  })
})

describe('relations', () => {
  test('a scatter draws every row with both values and the line of least squares', async () => {
    const found = await draw(penguins, { kind: 'scatter', x: 'Flipper Length (mm)', y: 'Body Mass (g)', by: 'Species' })
    expectClose([found.slope, found.intercept, found.of], truth.line)
    expect(found.points).toHaveLength(truth.line[2])
    expect(found.groups.map(({ value }) => value)).toEqual(['Adelie', 'Chinstrap', 'Gentoo'])
  })

  test('of many rows it draws some, always the same, and says of how many', async () => {
    const many = await parquet(path.join(folder, 'many.parquet'), 'select i as a, i * 2 as b from range(20000) t(i)')
    const [one, two] = [await draw(many, { kind: 'scatter', x: 'a', y: 'b' }), await draw(many, { kind: 'scatter', x: 'a', y: 'b' })]
    expect(one).toMatchObject({ of: 20_000, slope: 2, r: 1 })
    expect(one.points).toHaveLength(4_000)
    expect(two.points).toEqual(one.points)
  })

  test('a matrix has the same correlations, and its histograms hold every row', async () => {
    const found = await draw(penguins, { kind: 'matrix', columns: numeric.slice(0, 4) })
    expectClose(found.r, truth.pearson.slice(0, 4).map((row) => row.slice(0, 4)))
    expect(found.histograms.map((bins) => bins.reduce((sum, bin) => sum + bin.count, 0))).toEqual([342, 342, 342, 342])
    expect(found.points[0]).toHaveLength(5)
  })

  test('a line has a value at each place, and puts many together by the calendar', async () => {
    const days = await draw(scored, { kind: 'line', x: 'day', y: 'size', measure: 'sum' })
    expect(days.series[0]).toHaveLength(90)
    expect(days.series[0]!.reduce((sum, point) => sum + point.y!, 0)).toBeCloseTo(Array.from({ length: 3000 }, (_, i) => (i % 37) * 1.5).reduce((a, b) => a + b), 6)
    const hours = await parquet(path.join(folder, 'hours.parquet'), `select timestamp '2020-01-01' + interval (i) hour as t, i as v from range(20000) t(i)`)
    const found = await draw(hours, { kind: 'line', x: 't', y: 'v', measure: 'count' })
    expect(found.bucket).toBe('week')
    expect(found.series[0]!.reduce((sum, point) => sum + point.rows, 0)).toBe(20_000)
    expect((await draw(scored, { kind: 'line', x: 'id', by: 'region' })).groups.map(({ value }) => value)).toEqual(['north', 'south', null])
  })

  test('a map leaves out what lies beyond the globe, and counts it', async () => {
    const places = await parquet(path.join(folder, 'places.parquet'), `select * from (values (48.1, 11.6, 'a'), (91.0, 0.0, 'a'), (null, 3.0, 'b'), (-33.9, 151.2, 'b')) t(lat, lon, k)`)
    expect(await draw(places, { kind: 'map', latitude: 'lat', longitude: 'lon', by: 'k' })).toMatchObject({ of: 2, outside: 1, groups: [{ value: 'a' }, { value: 'b' }] })
  })
})

describe('scored rows', () => {
  const columns = { target: 'truth', prediction: 'prediction', probability: 'probability_yes', positive: 'yes' }

  test('every threshold has exact counts', async () => {
    const { points, rows } = await draw(scored, { kind: 'thresholds', ...columns })
    expect(rows).toBe(3000)
    for (const [threshold, [tp, fp]] of Object.entries(truth.at)) expect(points.find((point) => point.threshold === Number(threshold))).toEqual({ threshold: Number(threshold), tp, fp })
  })

  test('what a threshold gives is what scikit-learn says of the rows it calls', async () => {
    const curve = await draw(scored, { kind: 'thresholds', ...columns })
    const { accuracy, precision, recall, f1, mcc } = thresholdMetrics(outcomeOf(curve, curve.points.find(({ threshold }) => threshold === 0.25)!))
    expectClose([accuracy, precision, recall, f1, mcc], truth.metrics)
    expect(await count(scored, [{ column: 'truth', op: 'equals', value: 'yes' }, { column: 'probability_yes', op: 'at_least', value: '0.25' }])).toBe(truth.at['0.25']![0])
  })

  test('calibration and Brier’s score are scikit-learn’s', async () => {
    const found = await draw(scored, { kind: 'thresholds', ...columns })
    expectClose(found.brier, truth.brier)
    expectClose([found.bins.map(({ mean }) => mean), found.bins.map(({ share }) => share)], truth.calibration)
  })

  test('errors of each group, and the rows behind each bar', async () => {
    const { groups, overall } = await draw(scored, { kind: 'errors', task: 'classification', target: 'truth', prediction: 'prediction', by: 'region' })
    expect(Object.fromEntries(groups.filter(({ label }) => label !== 'missing').map(({ label, rows, wrong }) => [label, [rows, wrong]]))).toEqual(truth.errors)
    expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(3000)
    expect(groups.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(overall.wrong)
    for (const group of groups) {
      expect(await count(scored, group.filters as Filter[])).toBe(group.rows)
      expect(await count(scored, [...(group.filters as Filter[]), { column: 'truth', op: 'unlike', other: 'prediction' }])).toBe(group.wrong)
      expect(group.low!).toBeLessThan(group.error)
      expect(group.high!).toBeGreaterThan(group.error)
    }
  })

  test('numbers and dates are cut at quantiles, every row in one range', async () => {
    for (const by of ['size', 'id', 'day']) {
      const { groups } = await draw(scored, { kind: 'errors', task: 'regression', target: 'actual', prediction: 'predicted', by })
      expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(3000)
      for (const group of groups) expect(await count(scored, group.filters as Filter[])).toBe(group.rows)
    }
  })

  test('residuals: mean, deviation, ends and the worst rows', async () => {
    const found = await draw(scored, { kind: 'residuals', target: 'actual', prediction: 'predicted' })
    expectClose([found.mean, found.sd, [found.quantiles[0]!.residual, found.quantiles.at(-1)!.residual]], truth.residuals.slice(0, 3))
    expect(Math.abs(found.worst[0]!.actual - found.worst[0]!.predicted)).toBeCloseTo(Math.max(...truth.residuals[2].map(Math.abs)), 9)
    expect(found.worst).toHaveLength(50)
  })

  test('a column that holds no probabilities is refused in words', async () => {
    await expect(draw(scored, { kind: 'thresholds', ...columns, probability: 'size' })).rejects.toMatchObject({ reason: 'user_error', message: '“size” holds values outside 0 to 1, so they are no probabilities.' })
  })
})
