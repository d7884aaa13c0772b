import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { normalQuantile } from '@/lib/results/normal'
import { costCurve, costOf, curveOf, equalCosts, nearestPoint, outcomeOf, readCosts, thresholdMetrics, writeCosts, type ThresholdCurve } from '@/lib/results/threshold'

const curve: ThresholdCurve = { rows: 10, positives: 4, points: [{ threshold: 0, tp: 4, fp: 6 }, { threshold: 0.3, tp: 4, fp: 2 }, { threshold: 0.6, tp: 3, fp: 0 }, { threshold: 1, tp: 0, fp: 0 }] }

describe('a threshold', () => {
  test('gives four outcomes and their measures', () => {
    const outcome = outcomeOf(curve, curve.points[1]!)
    expect(outcome).toEqual({ tp: 4, fp: 2, fn: 0, tn: 4 })
    expect(thresholdMetrics(outcome)).toMatchObject({ accuracy: 0.8, precision: 4 / 6, recall: 1, f1: 0.8, specificity: 4 / 6, called: 0.6 })
  })

  test('what is not defined is unknown, not zero', () => {
    expect(thresholdMetrics(outcomeOf(curve, curve.points[3]!))).toMatchObject({ precision: null, recall: 0, mcc: null })
    expect(thresholdMetrics({ tp: 0, fp: 0, fn: 0, tn: 0 })).toMatchObject({ accuracy: 0, recall: null, specificity: null })
  })

  test('is found by nearness', () => {
    expect([0, 0.14, 0.2, 0.99].map((value) => nearestPoint(curve.points, value))).toEqual([0, 0, 1, 3])
  })

  test('comes out of a stored curve exactly', () => {
    const evaluation = { kind: 'classification' as const, target: 't', rows: 10, skippedRows: 0, classes: ['no', 'yes'], metrics: {}, confusion: [[5, 1], [1, 3]], perClass: [], curves: [{ label: 'yes', roc: { fpr: [0, 0, 1 / 3, 1], tpr: [0, 0.75, 1, 1], threshold: [null, 0.6, 0.3, 0] }, pr: { precision: [], recall: [], threshold: [] } }] }
    expect(curveOf(evaluation, 'yes')).toEqual({ rows: 10, positives: 4, points: curve.points.slice(0, 3) })
    expect(curveOf(evaluation, 'maybe')).toBeNull()
  })
})

describe('costs', () => {
  test('the best threshold is the cheapest', () => {
    expect(costCurve(curve, equalCosts).best).toMatchObject({ threshold: 0.6, cost: 0.1 })
    // A miss costs ten times a false alarm, so more rows are called.
    expect(costCurve(curve, { tp: 0, fp: 1, fn: 10, tn: 0 }).best).toMatchObject({ threshold: 0.3, cost: 0.2 })
    expect(costOf({ tp: 4, fp: 2, fn: 0, tn: 4 }, { tp: -5, fp: 1, fn: 0, tn: 0 })).toBe(-1.8)
  })

  test('of equally cheap thresholds it is the one in the middle', () => {
    const flat: ThresholdCurve = { rows: 2, positives: 1, points: [0.1, 0.2, 0.3, 0.4, 0.5].map((threshold) => ({ threshold, tp: 1, fp: 0 })) }
    expect(costCurve(flat, equalCosts).best?.threshold).toBe(0.3)
    expect(costCurve({ rows: 0, positives: 0, points: [] }, equalCosts).best).toBeNull()
  })

  test('no other threshold is cheaper', () => {
    const cost = fc.integer({ min: -20, max: 20 })
    fc.assert(fc.property(cost, cost, cost, cost, (tp, fp, fn, tn) => {
      const { points, best } = costCurve(curve, { tp, fp, fn, tn })
      expect(Math.min(...points.map((point) => point.cost))).toBeCloseTo(best!.cost, 12)
    }))
  })

  test('are read from the address, or not at all', () => {
    expect(readCosts(writeCosts({ tp: -2.5, fp: 1, fn: 10, tn: 0 }))).toEqual({ tp: -2.5, fp: 1, fn: 10, tn: 0 })
    for (const text of [null, '', '1,2,3', '1,2,3,x', '1,,3,4', '1,2,3,Infinity']) expect(readCosts(text)).toBeNull()
  })
})

test('normal quantiles are those of Python’s statistics.NormalDist', () => {
  const known: [number, number][] = [[0.5, 0], [0.975, 1.959963984540054], [0.001, -3.090232306167813], [0.9999, 3.719016485455709], [0.25, -0.6744897501960817], [1e-10, -6.361340902404055], [0.0242, -1.9738394633131993]]
  for (const [p, value] of known) expect(normalQuantile(p)).toBeCloseTo(value, 8)
  expect([0, 1, 2].map(normalQuantile)).toEqual([-Infinity, Infinity, Number.NaN])
})
