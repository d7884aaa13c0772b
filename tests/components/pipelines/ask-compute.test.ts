import { expect, test } from 'vitest'
import { askCompute } from '@/components/pipelines/actions/ask-compute'
import { readWish, wishText, type TypedWish, type WishValue } from '@/components/pipelines/designer/inspector/read-wish'
import { targetOptions } from '@/components/pipelines/designer/inspector/target-choice'
import { Draft } from '@/components/pipelines/draft/draft'
import { writeGraph } from '@/lib/drafts/document'
import { graphOf } from '../../support/graph'

test.each<[TypedWish, string, WishValue]>([
  ['cpus', '0,5', 0.5], ['memoryMb', ' 4096 ', 4096], ['gpus', '0', 0], ['priority', '−7', -7], ['timeoutSeconds', '90', 90], ['tags', 'big,  ssd big,', ['big', 'ssd']], ['resources', 'licence = 2, TPU,scratch:a=0,5', { licence: 2, TPU: 1, 'scratch:a': 0.5 }],
])('%s: “%s” is read', (wish, text, value) => {
  expect(readWish(wish, text)).toEqual({ kind: 'value', value })
  expect(readWish(wish, wishText(value))).toEqual({ kind: 'value', value })
})

test.each<[TypedWish, string]>([['cpus', '0'], ['cpus', 'many'], ['memoryMb', '1.5'], ['gpus', '65'], ['priority', '101'], ['timeoutSeconds', '0'], ['tags', 'x'.repeat(41)], ['resources', 'licence=many'], ['resources', 'licence=0'], ['resources', '2 licences']])('%s: “%s” is refused, with what is right', (wish, text) => {
  expect(readWish(wish, text)).toEqual({ kind: 'invalid', message: expect.stringMatching(/^(Give|Write) /) })
})

test('nothing, and commas alone, ask for nothing', () => {
  for (const text of ['', '  ']) expect(readWish('gpus', text)).toEqual({ kind: 'empty' })
  for (const wish of ['tags', 'resources'] as const) expect(readWish(wish, ' , ')).toEqual({ kind: 'empty' })
})

test('each wish is one undo, keys typed after each other too, and what is emptied is left to the run', () => {
  const draft = new Draft()
  const graph = graphOf({ train: ['learn.train-classifier@1'] })
  writeGraph(draft.doc, graph)
  const compute = () => draft.graph.get().nodes[0]!.compute
  for (const memoryMb of [4, 40, 409, 4096]) askCompute(draft, 'train', 'memoryMb', memoryMb, { typing: true })
  askCompute(draft, 'train', 'tags', ['big'])
  askCompute(draft, 'train', 'tags', ['big'])
  expect(compute()).toEqual({ memoryMb: 4096, tags: ['big'] })
  expect(draft.undo()).toBe('set “tags”')
  expect(compute()).toEqual({ memoryMb: 4096 })
  expect(draft.undo()).toBe('set “memory”')
  expect(draft.graph.get()).toEqual(graph)
  askCompute(draft, 'train', 'cpus', 2)
  askCompute(draft, 'train', 'cpus', undefined)
  expect(compute()).toBeUndefined()
})

test('a target that is gone can be seen and left, and one that is being deleted is not offered', () => {
  const labels = (...given: Parameters<typeof targetOptions>) => targetOptions(...given).map(({ label }) => label)
  const targets = [{ name: 'gpu', state: 'ready' as const }, { name: 'old', state: 'deleting' as const }]
  expect(labels(targets, undefined)).toEqual(['As the run says', 'gpu'])
  expect(labels(targets, 'old')).toEqual(['As the run says', 'gpu', 'old (not there any more)'])
  expect(labels(undefined, 'gpu')).toEqual(['As the run says', 'gpu'])
  expect(labels([], undefined)).toHaveLength(1)
})
