import { expect, test } from 'vitest'
import { compareRuns, trackedId } from '../../../bin/cli/run-compare'
import type { TrackedRunDetail } from '@/lib/tracking/views'

const run = (name: string, params: Record<string, string>, metrics: Record<string, number | 'NaN'>) =>
  ({ id: name, name, experimentName: 'birds', status: 'FINISHED', params: Object.entries(params).map(([key, value]) => ({ key, value })), metrics: Object.entries(metrics).map(([key, last]) => ({ key, last, step: 0, lowest: null, highest: null })) }) as TrackedRunDetail

test('runs are compared by the parameters that differ and by their metrics; a pipeline’s run is found under its id', () => {
  const runs = [run('a', { depth: '3', seed: '1' }, { loss: 0.5 }), run('b', { depth: '5', seed: '1', extra: 'x' }, { loss: 'NaN', f1: 1 })]
  expect(compareRuns(runs, false)).toEqual({
    runs: [{ id: 'a', name: 'a', experiment: 'birds', status: 'FINISHED' }, { id: 'b', name: 'b', experiment: 'birds', status: 'FINISHED' }],
    params: [{ name: 'depth', values: ['3', '5'] }, { name: 'extra', values: [null, 'x'] }],
    metrics: [{ name: 'f1', values: [null, 1] }, { name: 'loss', values: [0.5, 'NaN'] }],
  })
  expect(compareRuns(runs, true).params.map(({ name }) => name)).toEqual(['depth', 'extra', 'seed'])
  expect(trackedId('0F8FAD5B-D9CB-469F-A165-70867728950E')).toBe('0f8fad5bd9cb469fa16570867728950e')
  expect(trackedId('b076d936c3ca223399915f5c40109ef6')).toBe('b076d936c3ca223399915f5c40109ef6')
})
