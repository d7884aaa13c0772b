import { expect, test } from 'vitest'
import { prepareErrors, prepareQq } from '@/components/charts/prepare/errors'
import { gainPoints, prepareCalibration, prepareCost, prepareGains } from '@/components/charts/prepare/threshold'

const curve = { rows: 10, positives: 4, points: [{ threshold: 0, tp: 4, fp: 6 }, { threshold: 0.3, tp: 4, fp: 2 }, { threshold: 0.31, tp: 4, fp: 2 }, { threshold: 0.6, tp: 3, fp: 0 }, { threshold: 1, tp: 0, fp: 0 }] }

test('gains go from nothing to everything, each step once, with their lift', () => {
  expect(gainPoints(curve)).toEqual([
    { threshold: null, share: 0, found: 0, lift: null },
    { threshold: 0.6, share: 0.3, found: 0.75, lift: 2.5 },
    { threshold: 0.31, share: 0.6, found: 1, lift: 1 / 0.6 },
    { threshold: 0, share: 1, found: 1, lift: 1 },
  ])
  const spec = prepareGains(curve, 'yes', 'churn')
  expect(spec.subtitle).toContain('the first 30% of the rows hold 2.5 times as many as chance would')
  expect(spec.references[1]!.to).toEqual({ x: 0.4, y: 1 })
  expect(prepareGains({ ...curve, positives: 0 }, 'yes', 'churn').empty).toBe('No row is yes.')
})

test('calibration tells Brier’s score beside that of always saying the share', () => {
  const spec = prepareCalibration({ ...curve, brier: 0.1, bins: [{ from: 0.2, to: 0.3, rows: 5, mean: 0.25, share: 0.2 }] }, 'yes', 'churn')
  expect(spec.subtitle).toContain('Brier score 0.100 (always saying 40% gets 0.240; lower is better)')
  expect(spec.series[0]).toMatchObject({ dots: true, points: [{ x: 0.25, y: 0.2 }] })
})

test('a cost curve marks its lowest point and tells what it is worth', () => {
  const spec = prepareCost(curve, { tp: 0, fp: 1, fn: 1, tn: 0 }, 'yes', 'churn')
  expect(spec.subtitle).toBe('Cheapest at 0.600: 0.1 a row, 1 for these 10 rows; calling every row “yes” costs 0.6, none 0.4')
  expect(spec.references).toMatchObject([{ label: 'best threshold 0.600', from: { x: 0.6 } }])
})

test('errors by group tell the wrong rows; those of numbers tell the group’s', () => {
  const group = { label: 'north', rows: 20, wrong: 5, error: 0.25, mean: null, low: 0.11, high: 0.47, filters: [{ column: 'region', op: 'equals', value: 'north' }] }
  const answer = { groups: [group], overall: { rows: 40, error: 0.2, wrong: 8 }, restValues: 3, restRows: 4 }
  const classes = prepareErrors(answer, { task: 'classification', target: 'truth', prediction: 'guess', by: 'region' })
  expect(classes.bars[0]).toMatchObject({ text: '5 of 20', low: 0.11, rows: [group.filters[0], { column: 'truth', op: 'unlike', other: 'guess' }] })
  expect(classes.subtitle).toContain('over all 40 rows 20% (dashed); 3 more values in 4 rows are not shown')
  const numbers = prepareErrors({ ...answer, groups: [{ ...group, mean: -2, low: -3, high: -1 }] }, { task: 'regression', target: 'truth', prediction: 'guess', by: 'region' })
  expect(numbers.bars[0]).toMatchObject({ value: -2, rows: group.filters })
  expect(numbers.x.domain).toEqual([-3, 0])
})

test('residuals of a normal distribution lie on the line', () => {
  const share = [0.1, 0.5, 0.9]
  const spec = prepareQq({ rows: 3, mean: 10, sd: 2, quantiles: [7.436896868910799, 10, 12.563103131089201].map((residual, index) => ({ share: share[index]!, residual })), worst: [], otherColumns: [] }, 'price')
  for (const point of spec.points) expect(point.x).toBeCloseTo(point.y, 9)
  expect(prepareQq({ rows: 3, mean: 1, sd: 0, quantiles: [], worst: [], otherColumns: [] }, 'price').empty).toBe('The residuals do not vary.')
})
