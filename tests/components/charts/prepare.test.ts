import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { prepareConfusion } from '@/components/charts/prepare/confusion'
import { toCsv } from '@/components/charts/prepare/csv'
import { preparePrecisionRecall, prepareRoc } from '@/components/charts/prepare/curves'
import { prepareImportances } from '@/components/charts/prepare/importances'
import { preparePredicted, prepareResiduals } from '@/components/charts/prepare/regression'
import { extent, niceDomain } from '@/components/charts/prepare/scale'
import { nearest, styleOf, thin, top } from '@/components/charts/prepare/series'
import type { ClassificationEvaluation, RegressionEvaluation } from '@/lib/results/evaluation'
import type { ModelCard } from '@/lib/results/model-card'

const curve = (label: string) => ({
  label,
  roc: { fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 1, 1], threshold: [null, 0.9, 0.4, 0.1] },
  pr: { precision: [0.3, 0.6, 1], recall: [1, 1, 0], threshold: [0.1, 0.4, null] },
})

const binary: ClassificationEvaluation = {
  kind: 'classification', target: 'left', rows: 10, skippedRows: 0, classes: ['no', 'yes'],
  metrics: { accuracy: 0.9 },
  confusion: [[7, 0], [1, 2]],
  perClass: [{ label: 'yes', precision: 1, recall: 0.66, f1: 0.8, support: 3, rocAuc: 0.875, averagePrecision: 0.8 }],
  curves: [curve('yes')],
}

describe('scales', () => {
  test('the extent leaves out what is not a number', () => {
    expect(extent([3, null, Number.NaN, -1, Infinity])).toEqual([-1, 3])
    expect(extent([null])).toBeNull()
  })

  test('a domain is even, without floating point dust', () => {
    expect(niceDomain([0, 0.3], 3).ticks).toEqual([0, 0.1, 0.2, 0.3])
    expect(niceDomain([12, 97]).domain).toEqual([0, 100])
    expect(niceDomain([5, 9], 4, true).domain[0]).toBe(0)
  })

  test('one value gets room, none gives 0 to 1', () => {
    const one = niceDomain([7, 7])
    expect(one.domain[0]).toBeLessThan(7)
    expect(one.domain[1]).toBeGreaterThan(7)
    expect(niceDomain(null).domain).toEqual([0, 1])
  })

  test('every range lies within its domain, and there are few ticks', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(fc.property(value, value, (a, b) => {
      const [low, high] = a < b ? [a, b] : [b, a]
      if (high - low < 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-6)) return
      const { domain, ticks } = niceDomain([low, high])
      const dust = (domain[1] - domain[0]) * 1e-9
      expect(domain[0]).toBeLessThanOrEqual(low + dust)
      expect(domain[1]).toBeGreaterThanOrEqual(high - dust)
      expect(ticks.length).toBeGreaterThanOrEqual(3)
      expect(ticks.length).toBeLessThanOrEqual(10)
    }))
  })
})

describe('series', () => {
  const names = Array.from({ length: 20 }, (_, index) => `c${index}`)

  test('a name keeps its colour, and no two names look alike', () => {
    const styles = names.map((name) => JSON.stringify(styleOf(name, names)))
    expect(new Set(styles).size).toBe(20)
    expect(styleOf('c3', names)).toEqual(styleOf('c3', names.slice(0, 4)))
  })

  test('thinning keeps the ends and every extreme, and is the same each time', () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 1, maxLength: 3000 }), (values) => {
      const points = values.map((y, x) => ({ x, y }))
      const kept = thin(points, 100)
      expect(kept.length).toBeLessThanOrEqual(Math.min(points.length, 104))
      expect(kept[0]).toBe(points[0])
      expect(kept.at(-1)).toBe(points.at(-1))
      expect(Math.max(...kept.map((point) => point.y))).toBe(Math.max(...values))
      expect(kept.every((point, index) => index === 0 || point.x > (kept[index - 1] as { x: number }).x)).toBe(true)
      expect(thin(points, 100)).toEqual(kept)
    }))
  })

  test('the top is by value, ties by name, with the count of the rest', () => {
    const result = top([['b', 1], ['a', 1], ['c', 5], ['d', Number.NaN]] as [string, number][], 2, ([, value]) => value, ([name]) => name)
    expect(result).toEqual({ kept: [['c', 5], ['a', 1]], dropped: 2 })
  })

  test('the nearest point is within reach or none', () => {
    const points = [{ px: 0, py: 0 }, { px: 10, py: 0 }]
    expect(nearest(points, 8, 1, 20)).toBe(1)
    expect(nearest(points, 100, 100, 20)).toBe(-1)
  })
})

describe('curves', () => {
  test('ROC has the AUC in the legend, the diagonal of chance, and both axes from 0 to 1', () => {
    const spec = prepareRoc(binary)
    expect(spec.series.map((series) => [series.name, series.note, series.points.length])).toEqual([['yes', 'AUC 0.875', 4]])
    expect(spec.references[0]).toMatchObject({ from: { x: 0, y: 0 }, to: { x: 1, y: 1 } })
    expect([spec.x.domain, spec.y.domain]).toEqual([[0, 1], [0, 1]])
    expect(spec.series[0]?.points[0]?.facts[2]).toEqual({ label: 'Probability', value: 'none reach it' })
    expect(spec.table.rows[1]).toEqual(['yes', 0, 0.5, 0.9])
  })

  test('precision–recall has the share of the positive class as its baseline', () => {
    const [baseline] = preparePrecisionRecall(binary).references
    expect(baseline?.from.y).toBeCloseTo(0.3, 12)
    expect(baseline?.label).toBe('random ranking, 0.300')
  })

  test('beyond eight classes the weakest eight are shown and all keep their colours', () => {
    const classes = Array.from({ length: 12 }, (_, index) => `k${index}`)
    const many: ClassificationEvaluation = {
      ...binary, classes, confusion: classes.map((_, row) => classes.map((_, column) => (row === column ? 1 : 0))), curves: classes.map(curve),
      perClass: classes.map((label, index) => ({ label, precision: 1, recall: 1, f1: 1, support: 1, rocAuc: 0.5 + index / 100, averagePrecision: null })),
    }
    const spec = prepareRoc(many)
    expect(spec.series.filter((series) => !series.hidden).map((series) => series.name)).toEqual(classes.slice(0, 8))
    expect(preparePrecisionRecall(many).series[11]?.note).toBe('')
    expect(preparePrecisionRecall(many).references).toEqual([])
  })

  test('without probabilities the chart says why it is empty', () => {
    expect(prepareRoc({ ...binary, curves: [] }).empty).toBe('The predictions carry no probabilities, so there is no threshold to vary.')
    expect(prepareRoc({ ...binary, rows: 0, curves: [] }).empty).toBe('There were no rows to evaluate.')
  })
})

describe('confusion matrix', () => {
  test('cells have counts and the percent of their row', () => {
    const spec = prepareConfusion(binary)
    expect(spec.cells.map((cell) => [cell.text, cell.percent, cell.right])).toEqual([['7', '100%', true], ['0', '0%', false], ['1', '33.3%', false], ['2', '66.7%', true]])
    expect(spec.rowTotals).toEqual([7, 3])
  })

  test('a class without rows has no percent instead of a division by zero', () => {
    const spec = prepareConfusion({ ...binary, confusion: [[7, 0], [0, 0]] })
    expect(spec.cells[2]).toMatchObject({ share: null, percent: '–', shade: 0 })
  })
})

describe('regression', () => {
  const evaluation: RegressionEvaluation = {
    kind: 'regression', target: 'mass', rows: 3, skippedRows: 0, metrics: {},
    points: [{ actual: 1, predicted: 2 }, { actual: 9, predicted: 8.5 }], pointsOf: 3,
    residuals: { edges: [-2, 0.5, 3], counts: [1, 2] },
  }

  test('both axes share one scale and the identity crosses it', () => {
    const spec = preparePredicted(evaluation)
    expect(spec.x.domain).toEqual(spec.y.domain)
    expect(spec.references[0]?.to).toEqual({ x: spec.x.domain[1], y: spec.x.domain[1] })
    expect(spec.subtitle).toContain('2 of 3 rows')
    expect(spec.points[0]?.facts[2]).toEqual({ label: 'Residual', value: '−1' })
  })

  test('the residuals have zero on both axes', () => {
    const spec = prepareResiduals({ ...evaluation, residuals: { edges: [5, 6, 7], counts: [4, 2] } })
    expect(spec.x.domain[0]).toBe(0)
    expect(spec.y.domain[0]).toBe(0)
    expect(spec.bins.map((bin) => bin.count)).toEqual([4, 2])
  })

  test('nothing and one row look right', () => {
    expect(preparePredicted({ ...evaluation, points: [], pointsOf: 0 }).empty).not.toBeNull()
    const one = preparePredicted({ ...evaluation, points: [{ actual: 4, predicted: 4 }], pointsOf: 1 })
    expect(one.x.domain[0]).toBeLessThan(4)
    expect(one.subtitle).toContain('1 row;')
  })
})

test('importances: the top twenty from zero on, the table whole', () => {
  const card = { target: 't', importanceKind: 'Mean decrease.', importances: Array.from({ length: 25 }, (_, index) => ({ feature: `f${index}`, importance: index / 100 })) } as ModelCard
  const spec = prepareImportances(card)
  expect(spec.bars[0]?.label).toBe('f24')
  expect(spec.bars).toHaveLength(20)
  expect(spec.table.rows).toHaveLength(25)
  expect(spec.x.domain[0]).toBe(0)
  expect(spec.subtitle).toBe('Mean decrease; the 20 largest of 25')
  expect(prepareImportances({ ...card, importances: [] }).empty).toBe('This algorithm gives no importances.')
})

test('CSV quotes, keeps full precision and disarms formulas', () => {
  const columns = [{ label: 'a,b', numeric: false }, { label: 'n', numeric: true }]
  expect(toCsv({ columns, rows: [['say "hi"', 0.1234567890123], ['=1+1', null]] })).toBe('"a,b",n\r\n"say ""hi""",0.1234567890123\r\n\'=1+1,\r\n')
})
