import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { formatCount, formatDelta, formatNumber, formatPercent, formatScore } from '@/lib/results/format'
import { compareMetrics, headlineMetric, metricFacts, metricTitle, orderMetrics } from '@/lib/results/metrics'

describe('formats', () => {
  test('numbers keep four significant digits and real minus signs', () => {
    expect([0, 1234.567, -0.012345, 3.14159, 1e-7, 2.5e12, null, Number.NaN, -Infinity].map(formatNumber)).toEqual(
      ['0', '1,234.6', '−0.01235', '3.142', '1e−7', '2.5e12', '–', '–', '−∞'],
    )
  })

  test('a score is never rounded to a perfect one', () => {
    expect([1, 0.9999999999999999, 0, 0.97, 0.9996, 0.99996, 0.0004, -0.25].map(formatScore)).toEqual(['1.000', '1.000', '0.000', '0.970', '0.9996', '0.99996', '0.0004', '−0.250'])
    fc.assert(fc.property(fc.double({ min: 0.5, max: 0.999999, noNaN: true }), (value) => Number(formatScore(value)) < 1))
  })

  test('percent, counts and differences', () => {
    expect([0, 0.439, 1, 0.99999, 0.00001, null].map(formatPercent)).toEqual(['0%', '43.9%', '100%', '> 99.9%', '< 0.1%', '–'])
    expect(formatCount(12345)).toBe('12,345')
    expect([0.02, -0.1, 0].map(formatDelta)).toEqual(['+0.02', '−0.1', '±0'])
  })
})

describe('metrics of a run', () => {
  test('the headline is the most important quality metric, never a baseline or a count', () => {
    expect(headlineMetric({ rows: 5, baseline_accuracy: 0.4, f1_macro: 0.8, accuracy: 0.9 })).toEqual({ key: 'accuracy', label: 'Accuracy', value: 0.9 })
    expect(headlineMetric({ rows: 5 })).toBeNull()
  })

  test('a change is judged by which way is better', () => {
    const changes = compareMetrics({ accuracy: 0.97, log_loss: 0.2, rows: 10, mae: 3 }, { accuracy: 0.95, log_loss: 0.1, rows: 9 })
    expect(changes.map((change) => [change.key, change.verdict])).toEqual([['accuracy', 'better'], ['log_loss', 'worse'], ['mae', 'unknown'], ['rows', 'unknown']])
    expect(changes[0]?.delta).toBeCloseTo(0.02, 12)
    expect(changes[2]?.previous).toBeNull()
  })

  test('noise in the last bits is no change', () => {
    expect(compareMetrics({ accuracy: 0.1 + 0.2 }, { accuracy: 0.3 })[0]?.verdict).toBe('same')
  })

  test('the order does not depend on the order given', () => {
    const keys = ['zeta', 'mae', 'accuracy', 'alpha', 'r2']
    fc.assert(fc.property(fc.shuffledSubarray(keys, { minLength: 5 }), (shuffled) => {
      expect(orderMetrics(shuffled)).toEqual(['accuracy', 'r2', 'mae', 'alpha', 'zeta'])
    }))
  })
})

test('a mean over folds is told as such, and stands for a run that has no other measure', () => {
  expect(metricFacts('balanced_accuracy of Random forest')).toEqual({ label: 'Balanced accuracy of Random forest', better: 'higher', kind: 'score' })
  expect(metricFacts('cv_rmse')).toEqual({ label: 'RMSE, cross-validated', better: 'lower', kind: 'quantity' })
  expect(metricFacts('cv_accuracy_sd')).toEqual({ label: 'Accuracy, deviation over folds', better: 'none', kind: 'score' })
  expect(headlineMetric({ candidates: 5, cv_accuracy: 0.9, cv_accuracy_sd: 0.01 })).toEqual({ key: 'cv_accuracy', label: 'Accuracy, cross-validated', value: 0.9 })
  expect(headlineMetric({ cv_accuracy: 0.9, accuracy: 0.8 })?.key).toBe('accuracy')
})

test('labels of a list begin with a capital, save for short names that somebody chose', () => {
  expect(['rows_dropped', 'accuracy', 'lr', 'pH', 'loss/train', 'cv_rmse'].map(metricTitle)).toEqual(['Rows dropped', 'Accuracy', 'lr', 'pH', 'loss/train', 'RMSE, cross-validated'])
})
