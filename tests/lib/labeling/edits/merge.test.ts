import { describe, expect, test } from 'vitest'
import type { Pending } from '@/lib/labeling/edits/document'
import { mergeEdits } from '@/lib/labeling/edits/merge'
import type { Annotation } from '@/lib/labeling/shapes'
import { box } from '../../../support/annotations'

const put = (id: string, annotation: Annotation, before: Annotation | null): Pending => ({ operation: { id, kind: 'put', annotation }, before })
const remove = (id: string, before: Annotation): Pending => ({ operation: { id, kind: 'remove', annotation: before.id }, before })
const merge = (server: Annotation[], pending: Pending[]) => {
  let next = 0
  return mergeEdits(server, pending, () => `new${++next}`)
}

describe('edits that wait meet what the server has by now', () => {
  test('changed on one side alone, that side holds', () => {
    const merged = merge([box('a'), box('b', { x: 99 }), box('c')], [put('1', box('a', { x: 50 }), box('a')), put('2', box('d'), null), remove('3', box('c'))])
    expect(merged.annotations).toEqual([box('a', { x: 50 }), box('b', { x: 99 }), box('d')])
    expect(merged.pending.map(({ operation }) => operation.id)).toEqual(['1', '2', '3'])
    expect(merged.kept).toEqual([])
  })

  test('changed on both, both are kept', () => {
    const merged = merge([box('a', { x: 70 })], [put('1', box('a', { x: 50 }), box('a')), put('2', box('a', { x: 60 }), box('a', { x: 50 }))])
    expect(merged.annotations).toEqual([box('a', { x: 70 }), { ...box('a', { x: 60 }), id: 'new1' }])
    expect(merged.pending).toEqual([put('new2', { ...box('a', { x: 60 }), id: 'new1' }, null)])
    expect(merged.kept).toEqual([{ theirs: 'a', mine: 'new1' }])
  })

  test('of an annotation that both changed, different parts are joined', () => {
    const split = { ...box('a'), label: 'other' }
    const moved = put('1', box('a', { x: 50 }), box('a'))
    const joined = { ...box('a', { x: 60 }), label: 'other' }
    const merged = merge([split], [moved, put('2', box('a', { x: 60 }), box('a', { x: 50 }))])
    expect(merged).toEqual({ annotations: [joined], pending: [put('new1', joined, split)], kept: [] })
    // The first of the two edits was there already when the label was changed.
    expect(merge([{ ...box('a', { x: 50 }), label: 'other' }], [moved, put('2', box('a', { x: 60 }), box('a', { x: 50 }))]).annotations).toEqual([joined])
  })

  test('what one side removed and the other changed, stays', () => {
    expect(merge([], [put('1', box('a', { x: 50 }), box('a'))]).annotations).toEqual([box('a', { x: 50 })])
    const merged = merge([box('a', { x: 70 })], [remove('1', box('a'))])
    expect(merged.annotations).toEqual([box('a', { x: 70 })])
    expect(merged.pending).toEqual([])
  })

  test('an edit that had arrived although its answer was lost is no conflict', () => {
    const merged = merge([box('a', { x: 50 })], [put('1', box('a', { x: 50 }), box('a')), put('2', box('a', { x: 60 }), box('a', { x: 50 }))])
    expect(merged.kept).toEqual([])
    expect(merged.annotations).toEqual([box('a', { x: 60 })])
    expect(merged.pending).toHaveLength(2)
  })

  test('the order of keys is no change', () => {
    const turned = Object.fromEntries(Object.entries(box('a')).reverse()) as Annotation
    expect(merge([turned], [put('1', box('a', { x: 50 }), box('a'))]).kept).toEqual([])
  })
})
