import { describe, expect, test } from 'vitest'
import type { ClassificationEvaluation, RegressionEvaluation } from '@/lib/results/evaluation'
import { explain, explainRows } from '@/lib/results/explain'

const penguins: ClassificationEvaluation = {
  kind: 'classification',
  target: 'species',
  rows: 100,
  skippedRows: 2,
  classes: ['Adelie', 'Chinstrap', 'Gentoo'],
  metrics: { accuracy: 0.97, balanced_accuracy: 0.96, roc_auc: 0.998, log_loss: 0.09, baseline_accuracy: 0.44 },
  confusion: [
    [43, 1, 0],
    [2, 18, 0],
    [0, 0, 36],
  ],
  perClass: [],
  curves: [],
}

const churn: ClassificationEvaluation = {
  kind: 'classification',
  target: 'left',
  rows: 10,
  skippedRows: 0,
  classes: ['no', 'yes'],
  metrics: { accuracy: 0.9, roc_auc: 0.75, average_precision: 0.6 },
  confusion: [
    [7, 0],
    [1, 2],
  ],
  perClass: [],
  curves: [{ label: 'yes', roc: { fpr: [], tpr: [], threshold: [] }, pr: { precision: [], recall: [], threshold: [] } }],
}

const mass: RegressionEvaluation = {
  kind: 'regression',
  target: 'body_mass_g',
  rows: 80,
  skippedRows: 0,
  metrics: { r2: 0.8714, mae: 241.3, rmse: 300, baseline_rmse: 800, max_error: 912, mape: 0.061 },
  points: [],
  pointsOf: 0,
  residuals: { edges: [], counts: [] },
}

const of = (list: ReturnType<typeof explain>, key: string) => list.find((item) => item.key === key)!

describe('explaining a classification', () => {
  test('accuracy counts the rows and names the commonest class', () => {
    const accuracy = of(explain(penguins, 'held-out'), 'accuracy')
    expect(accuracy.sentence).toBe('97 of 100 held-out rows were right; always guessing the commonest class, Adelie, gets 0.440.')
    expect(accuracy.baseline).toEqual({ value: 0.44, text: '0.440', label: 'the commonest class' })
    expect(accuracy.verdict).toBe('better')
  })

  test('rows are called held-out only where the graph shows it', () => {
    expect(of(explain(penguins), 'accuracy').sentence).toContain('97 of 100 rows were right')
  })

  test('log loss is compared with equal probabilities, and lower is better', () => {
    const loss = of(explain(penguins), 'log_loss')
    expect(loss.baseline?.value).toBeCloseTo(Math.log(3), 12)
    expect(loss.verdict).toBe('better')
  })

  test('ROC AUC of several classes says that it is averaged, of two that it is about the positive one', () => {
    expect(of(explain(penguins), 'roc_auc').sentence).toContain('averaged over the 3 classes')
    expect(of(explain(churn), 'roc_auc').sentence).toBe('A random “yes” row gets a higher probability than a random other row 75% of the time; chance gets 50%.')
  })

  test('average precision of two classes is compared with the share of the positive class', () => {
    expect(of(explain(churn), 'average_precision').baseline?.value).toBeCloseTo(0.3, 12)
  })

  test('the order is by importance and baselines are not listed by themselves', () => {
    expect(explain(penguins).map((item) => item.key)).toEqual(['accuracy', 'roc_auc', 'balanced_accuracy', 'log_loss'])
  })

  test('a metric that is not a number has no verdict and says so', () => {
    const broken = explain({ ...churn, metrics: { accuracy: 0.9, roc_auc: Number.NaN } })
    expect(of(broken, 'roc_auc')).toMatchObject({ value: null, text: '–', baseline: null, verdict: null, sentence: 'It cannot be computed from these rows.' })
  })

  test('one row and no class do not break it', () => {
    const one = explain({ ...churn, rows: 1, confusion: [[1, 0], [0, 0]], metrics: { accuracy: 1 } })
    expect(of(one, 'accuracy').sentence).toBe('1 of 1 row was right; always guessing the commonest class, no, gets 1.000.')
    expect(of(one, 'accuracy').verdict).toBe('same')
    const none = explain({ ...churn, rows: 0, classes: [], confusion: [], metrics: { accuracy: 0 }, curves: [] })
    expect(of(none, 'accuracy').sentence).toBe('0 of 0 rows were right.')
  })
})

describe('explaining a regression', () => {
  test('R² is a share of the variation', () => {
    expect(of(explain(mass), 'r2').sentence).toBe('Explains 87.1% of the variation of body_mass_g; always predicting the mean explains none.')
  })

  test('a negative R² is called worse than the mean', () => {
    const bad = of(explain({ ...mass, metrics: { r2: -0.2 } }), 'r2')
    expect(bad.sentence).toBe('Worse than always predicting the mean of body_mass_g, which gets 0.')
    expect(bad.verdict).toBe('worse')
  })

  test('RMSE is put beside the RMSE of the mean', () => {
    const rmse = of(explain(mass), 'rmse')
    expect(rmse.sentence).toContain('always predicting the mean gets 800, so this is 62.5% less')
    expect(rmse.verdict).toBe('better')
    expect(of(explain({ ...mass, metrics: { rmse: 1000, baseline_rmse: 800 } }), 'rmse').sentence).toContain('25% more')
  })

  test('a huge percentage error is not quoted', () => {
    expect(of(explain({ ...mass, metrics: { mape: 1e15 } }), 'mape').sentence).toContain('near zero')
  })
})

test('which rows were measured is said, with a caution for training rows', () => {
  expect(explainRows(penguins, 'held-out')).toBe('Measured on 100 rows that the model did not see in training. 2 more had no species or no prediction and were left out.')
  expect(explainRows(mass, 'trained-on')).toContain('flatter')
  expect(explainRows({ ...mass, rows: 1 }, 'unknown')).toBe('Measured on 1 row.')
})
