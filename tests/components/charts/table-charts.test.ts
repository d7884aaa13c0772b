import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { prepareBox, prepareCounts, prepareHistogram } from '@/components/charts/prepare/distribution'
import { prepareLine } from '@/components/charts/prepare/line'
import { prepareCorrelation, prepareMap, prepareMatrix, prepareScatter } from '@/components/charts/prepare/relation'
import { instantText, timeAxis } from '@/components/charts/prepare/time-axis'

const all = [{ value: null, rest: false }]

describe('a histogram', () => {
  test('says what it left out, and each bar tells the rows behind it', () => {
    const spec = prepareHistogram({ temporal: false, whole: false, groups: all, missing: 2, notFinite: 1, bins: [{ from: 0, to: 10, counts: [3] }, { from: 10, to: 20, counts: [1] }] }, 'mass')
    expect(spec.subtitle).toBe('4 rows; 2 rows without a value left out; 1 not finite left out')
    expect(spec.bins.map(({ rows }) => rows)).toEqual([
      [{ column: 'mass', op: 'at_least', value: '0' }, { column: 'mass', op: 'at_most', value: '10' }],
      [{ column: 'mass', op: 'greater', value: '10' }, { column: 'mass', op: 'at_most', value: '20' }],
    ])
    expect(spec.y.domain[0]).toBe(0)
    expect(spec.table.rows).toEqual([[0, 10, 3], [10, 20, 1]])
  })

  test('of whole numbers puts each in the middle of its bar', () => {
    const spec = prepareHistogram({ temporal: false, whole: true, groups: all, missing: 0, notFinite: 0, bins: [{ from: 0, to: 1, counts: [5] }, { from: 1, to: 2, counts: [7] }] }, 'rooms')
    expect(spec.bins.map(({ from, to }) => (from + to) / 2)).toEqual([1, 2])
    expect(spec.bins[1]!.rows).toEqual([{ column: 'rooms', op: 'equals', value: '2' }])
  })

  test('of dates has an axis of dates, and groups have their colours and names', () => {
    const day = Date.UTC(2024, 0, 1)
    const spec = prepareHistogram({ temporal: true, whole: false, groups: [{ value: 'a', rest: false }, { value: null, rest: false }, { value: null, rest: true }], missing: 0, notFinite: 0, bins: [{ from: day, to: day + 86_400_000, counts: [1, 2, 3] }] }, 'when', 'kind')
    expect(spec.groups!.map(({ name }) => name)).toEqual(['a', 'missing', 'all others'])
    expect(spec.bins[0]!.rows![0]).toEqual({ column: 'when', op: 'at_least', value: '2024-01-01' })
    expect(spec.table.rows).toEqual([['2024-01-01', '2024-01-02', 1, 2, 3]])
  })

  test('without values says so', () => {
    expect(prepareHistogram({ temporal: false, whole: false, groups: [], missing: 9, notFinite: 0, bins: [] }, 'x').empty).toBe('x has no values in these rows.')
  })
})

test('counts name the rest', () => {
  const spec = prepareCounts({ values: [{ value: 'b', count: 6 }, { value: '', count: 2 }], restValues: 3, restRows: 4, missing: 1 }, 'town')
  expect(spec.subtitle).toBe('12 rows; 3 more values in 4 rows; 1 row without a value left out')
  expect(spec.bars.map(({ label }) => label)).toEqual(['b', '(empty text)'])
  expect(spec.bars[0]!.facts.at(-1)!.value).toBe('50%')
})

test('a box tells its group’s rows; all that is beyond counts even where only the furthest is drawn', () => {
  const box = { count: 9, min: -9, low: 1, q1: 2, median: 3, q3: 4, high: 5, max: 6, mean: 3.1, outliers: [-9], outliersOf: 5 }
  const spec = prepareBox({ boxes: [{ ...box, group: { value: 'a', rest: false } }, { ...box, group: { value: null, rest: true } }], missing: 0, restGroups: 4 }, 'mass', 'kind')
  expect(spec.boxes.map(({ rows }) => rows)).toEqual([[{ column: 'kind', op: 'equals', value: 'a' }], undefined])
  expect(spec.subtitle).toContain('of the values beyond, the furthest are drawn')
  expect(spec.x.domain[0]).toBeLessThanOrEqual(-9)
})

describe('a scatter', () => {
  test('says how many of how many rows it draws', () => {
    const spec = prepareScatter({ of: 20_000, points: [[0, 0, 0], [10, 5, 0]], groups: all, slope: 0.5, intercept: 0, r: 0.98765, temporalX: false }, 'a', 'b')
    expect(spec.subtitle).toBe('2 of 20,000 rows, the same ones each time; Pearson’s r 0.988 over all rows')
  })

  test('keeps the fitted line inside the frame', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(fc.property(number, number, fc.double({ min: -1e4, max: 1e4, noNaN: true }), number, (x, y, slope, intercept) => {
      const spec = prepareScatter({ of: 2, points: [[x, y, 0], [x + 10, y + 10, 0]], groups: all, slope, intercept, r: 1, temporalX: false }, 'a', 'b')
      for (const line of spec.references) {
        for (const point of [line.from, line.to]) {
          expect(point.y).toBeGreaterThanOrEqual(spec.y.domain[0])
          expect(point.y).toBeLessThanOrEqual(spec.y.domain[1])
        }
      }
    }), { numRuns: 1000 })
  })

  test('draws no level line that lies outside', () => {
    const spec = prepareScatter({ of: 2, points: [[0, -12.3, 0], [10, -2.3, 0]], groups: all, slope: 0, intercept: 0, r: 0, temporalX: false }, 'a', 'b')
    expect(spec.references).toEqual([])
  })
})

test('correlations are told by value and sign; an unknown one has no shade', () => {
  const spec = prepareCorrelation({ columns: ['a', 'b', 'c'], r: [[1, -0.5, null], [-0.5, 1, 0.25], [null, 0.25, 1]], n: [[9, 8, 9], [8, 8, 8], [9, 8, 9]], sampledFrom: null }, 'pearson')
  expect(spec.cells.map(({ text }) => text)).toEqual(['1.00', '−0.50', '–', '−0.50', '1.00', '0.25', '–', '0.25', '1.00'])
  expect(spec.description).toContain('Strongest: a and b, −0.50.')
  expect(spec.cells[2]!.facts[1]!.value).toBe('one of them does not vary')
})

test('a matrix has heights between 0 and 1, and a map says what lies beyond the globe', () => {
  const matrix = prepareMatrix({ of: 2, points: [[1, 5, 0], [2, 6, 0]], columns: ['a', 'b'], groups: all, histograms: [[{ from: 0, to: 1, count: 4 }, { from: 1, to: 2, count: 2 }], []], r: [[1, 1], [1, 1]] })
  expect(matrix.histograms[0]!.map(({ height }) => height)).toEqual([1, 0.5])
  expect(prepareMap({ of: 1, outside: 3, points: [[48, 11, 0]], groups: all }, 'lat', 'lon').subtitle).toContain('3 with coordinates beyond ±90° or ±180° left out')
})

describe('a line', () => {
  test('has a gap where there is no value', () => {
    const at = (x: number, y: number | null) => ({ x, from: x, to: x, y, rows: 1 })
    const spec = prepareLine({ temporal: false, groups: all, series: [[at(1, 5), at(2, null), at(3, 7)]], bucket: null, missing: 0 }, { kind: 'line', x: 't', y: 'v', measure: 'mean' })
    expect(spec.series[0]!.points.map(({ y }) => y)).toEqual([5, Number.NaN, 7])
    expect(spec.y.domain).toEqual([5, 7])
    expect(spec.table.rows[1]).toEqual([2, null, 1])
  })

  test('put together by month tells the month’s rows, and a line for rows counts from zero', () => {
    const [from, to] = [Date.UTC(2024, 1, 1), Date.UTC(2024, 2, 1)]
    const spec = prepareLine({ temporal: true, groups: [{ value: 'a', rest: false }], series: [[{ x: from, from, to, y: 30, rows: 30 }]], bucket: 'month', missing: 0 }, { kind: 'line', x: 't', measure: 'mean', by: 'k' })
    expect(spec.series[0]!.points[0]!.rows).toEqual([{ column: 't', op: 'at_least', value: '2024-02-01' }, { column: 't', op: 'less', value: '2024-03-01' }, { column: 'k', op: 'equals', value: 'a' }])
    expect(spec.y.domain[0]).toBe(0)
  })
})

describe('an axis of time', () => {
  test('has ticks at full days, months and years', () => {
    expect(timeAxis('t', [Date.UTC(2020, 2, 5), Date.UTC(2023, 5, 1)]).ticks.map((tick) => new Date(tick).toISOString().slice(0, 10))).toEqual(['2021-01-01', '2022-01-01', '2023-01-01'])
    const days = timeAxis('t', [Date.UTC(2024, 1, 27, 13), Date.UTC(2024, 2, 2)])
    expect(days.ticks.map(days.format)).toEqual(['28 Feb', '29 Feb', '1 Mar', '2 Mar'])
  })

  test('never has too many, and all lie inside', () => {
    fc.assert(fc.property(fc.integer({ min: -4e12, max: 4e12 }), fc.integer({ min: 1, max: 9e12 }), (low, range) => {
      const axis = timeAxis('t', [low, low + range])
      expect(axis.ticks.length).toBeLessThanOrEqual(12)
      for (const tick of axis.ticks) expect(tick >= low && tick <= low + range).toBe(true)
    }))
  })

  test('instants read as a table writes them', () => {
    expect([Date.UTC(2024, 4, 1), Date.UTC(2024, 4, 1, 12, 30), Date.UTC(2024, 4, 1, 0, 0, 0, 5)].map(instantText)).toEqual(['2024-05-01', '2024-05-01 12:30:00', '2024-05-01 00:00:00.005'])
  })
})
