import { expect, test } from 'vitest'
import { Metrics } from '@/app/mlflow/metrics'
import { parameterError } from '@/app/mlflow/refusal'
import { many, metricOf, MetricShape, withRun } from '@/app/mlflow/shapes'
import { compareWhole, spansOf } from '@/db/queries/tracking/point-spans'

const good = { key: 'a', value: 1, timestamp: 5, step: 0 }
const [quick, whole] = [withRun({ metrics: Metrics }), withRun({ metrics: many(MetricShape) })]

test('metrics are read as the schema of one metric reads them, and refused in its words', () => {
  const odd = ['99999999999999999999', null, undefined, -3, 1.5, '4611686018427387905', 'x']
  const lists = [undefined, null, [], good, 5, [5], [null], ['x'], [{}], ...odd.map((step) => [good, { ...good, step }]), ...odd.map((timestamp) => [good, { ...good, timestamp }])]
  const named = [{ key: 5 }, { value: 'NaN' }, { value: '1e3' }, { value: true }, { value: 'x' }, { value: -0 }, { model_id: 'm', dataset_name: null }, { dataset_digest: 'd' }, { model_id: 7 }]
  for (const metrics of [...lists, ...named.map((part) => [good, { ...good, ...part }])]) {
    const input = metrics === undefined ? { run_id: 'r' } : { run_id: 'r', metrics }
    const [mine, theirs] = [quick.safeParse(input), whole.safeParse(input)]
    expect(mine.success, JSON.stringify(metrics)).toBe(theirs.success)
    if (mine.success && theirs.success) expect(mine.data.metrics).toEqual(theirs.data.metrics.map(metricOf))
    if (mine.error && theirs.error) expect(parameterError(mine.error.issues, input).message).toBe(parameterError(theirs.error.issues, input).message)
  }
})

test('points come to their first, last, lowest and highest, whatever their steps, and NaN is above all', () => {
  const far = '9007199254740993'
  const at = (step: string, value: number, atMs = '1') => ({ key: 7, step, atMs, value })
  const [span] = spansOf([at('2', 5), at(far, 1), at('9007199254740992', 9), at('-10', Number.NaN), at('-9', -3), at(far, Number.NaN)])
  expect(span).toMatchObject({ first: { step: '-10' }, last: { step: far, value: Number.NaN }, lowest: -3, highest: 9, points: 6 })
  expect(spansOf([at('1', Number.NaN), at('1', 4)])[0]).toMatchObject({ last: { value: Number.NaN }, lowest: 4, highest: 4 })
  expect([compareWhole('007', '7'), compareWhole('-2', '-10'), compareWhole('0', '-1'), compareWhole('10', '9'), compareWhole('9', '10')].map(Math.sign)).toEqual([0, 1, 1, 1, -1])
})
