import { expect, test } from 'vitest'
import { differencesOf } from '@/components/experiments/compare/differences'
import { runLooks } from '@/components/experiments/compare/looks'
import { groupPictures, placeOf } from '@/components/experiments/compare/picture-groups'
import { merge } from '@/components/experiments/compare/use-series'
import { lineSettingsIn, namesIn, rangeIn, rangeText, runsIn } from '@/components/experiments/compare/view'
import { bestPlaces, betterOf } from '@/lib/comparison/better'
import { groupBy } from '@/lib/comparison/group-by'
import type { ComparedRun, RunSeries } from '@/lib/comparison/schema'

const run = (id: string, params: Record<string, string>, rest: Partial<ComparedRun> = {}): ComparedRun => ({
  id, experimentId: '1', experimentName: 'e', name: 'same', kind: 'mlflow', status: 'FINISHED', lifecycle: 'active', archived: false, user: 'ada', startMs: 0, endMs: 1000, parentId: null, pipelineRunId: null,
  params: Object.entries(params).map(([key, value]) => ({ key, value })), tags: [], datasets: [], artifactPath: `1/${id}/artifacts`, ...rest,
})

test('the address holds the runs and the view, and nonsense in it does no harm', () => {
  expect(runsIn('a,b,,a, c')).toEqual({ ids: ['a', 'b', 'c'], dropped: 0 })
  expect(runsIn(Array.from({ length: 120 }, (_, index) => `r${index}`).join(','))).toMatchObject({ dropped: 20 })
  expect(rangeIn(rangeText([0.1, 2500]))).toEqual([0.1, 2500])
  expect([rangeIn('5~1'), rangeIn('x'), rangeIn(null)]).toEqual([null, null, null])
  expect(namesIn('["a,b"]')).toEqual(['a,b'])
  expect(namesIn('{')).toBeUndefined()
  expect(lineSettingsIn((name) => ({ x: 'wall', logx: 'true', smooth: '7' })[name] ?? null)).toEqual({ axis: 'wall', logX: false, logY: false, smoothing: 0, zoom: null })
})

test('runs of one name are told apart, and each keeps its look', () => {
  const looks = runLooks([run('aaaaaaaa', {}), run('bbbbbbbb', {}), run('c', {}, { name: 'other', status: 'RUNNING' })])
  expect(looks.map(({ name, open }) => [name, open])).toEqual([['same (aaaaaa)', false], ['same (bbbbbb)', false], ['other', true]])
  expect(new Set(looks.map(({ colour }) => colour)).size).toBe(3)
})

test('differences are found in parameters, data and code, with what is missing', () => {
  const groups = differencesOf([
    run('a', { lr: '1', depth: '3' }, { datasets: [{ name: 'penguins', digest: 'x1', context: 'train' }], tags: [{ key: 'mlflow.source.git.commit', value: 'c1' }] }),
    run('b', { lr: '2', depth: '3' }, { datasets: [{ name: 'penguins', digest: 'x2', context: 'train' }] }),
  ])
  const rows = Object.fromEntries(groups.flatMap(({ title, rows: own }) => own.filter(({ differs }) => differs).map(({ name, values }) => [`${title}: ${name}`, values])))
  expect(rows).toEqual({ 'Parameters: lr': ['1', '2'], 'Data: Data for train': ['penguins (x1)', 'penguins (x2)'], 'Code and environment: Git commit': ['c1', null] })
})

test('which way is better is read from a name, and the best are found', () => {
  expect(['loss', 'val_loss', 'eval/rmse', 'accuracy', 'test_f1', 'epoch', 'glossy', 'error_rate', 'roc_auc'].map(betterOf)).toEqual(['lower', 'lower', 'lower', 'higher', 'higher', null, null, 'lower', 'higher'])
  expect(bestPlaces([3, 1, Number.NaN, 1, null], 'lower')).toEqual([1, 3])
  expect(bestPlaces([2, 2], 'higher')).toEqual([])
  expect(groupBy(['10', undefined, '9'])).toEqual({ names: ['9', '10', '(none)'], of: [1, 2, 0] })
})

test('pictures are gathered by what they are of, and by step', () => {
  expect(placeOf('images/dogs#rex%step%12%timestamp%1700%0a-b.png')).toEqual({ name: 'dogs/rex', step: 12 })
  expect(placeOf('images/x+step+-3+timestamp+1+u.png')).toEqual({ name: 'x', step: -3 })
  expect(placeOf('samples/epoch_07.png')).toEqual({ name: 'samples/epoch_#.png', step: 7 })
  expect(placeOf('roc.png')).toEqual({ name: 'roc.png', step: null })
  const file = (path: string) => ({ run: 'a', path: `1/a/artifacts/${path}`, size: 1 })
  const [group] = groupPictures([file('images/x%step%2%timestamp%1%u%compressed.webp'), file('images/x%step%2%timestamp%1%u.png'), file('images/x%step%1%timestamp%1%u.png')], () => '1/a/artifacts')
  expect(group).toMatchObject({ name: 'x', steps: [1, 2] })
  expect(group!.paths.get('a')!.get(2)).toMatch(/u\.png$/)
})

test('a changed run takes the place of its old series and of no other', () => {
  const series = (name: string, points: number): RunSeries => ({ run: name, exact: true, points, x: [], y: [], odd: [], odds: [0, 0, 0] })
  expect(merge([series('a', 1), series('b', 1)], ['a'], [series('a', 2)]).map(({ run: name, points }) => [name, points])).toEqual([['b', 1], ['a', 2]])
  expect(merge([series('b', 1)], ['a'], [])).toHaveLength(1)
})
