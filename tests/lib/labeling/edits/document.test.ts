import { describe, expect, test } from 'vitest'
import { TaskDocument, type Pending } from '@/lib/labeling/edits/document'
import { box } from '../../../support/annotations'

function open(...annotations: ReturnType<typeof box>[]) {
  const sent: Pending[] = []
  let next = 0
  return { sent, document: new TaskDocument(annotations, (pending) => void sent.push(...pending), () => `op${++next}`) }
}

describe('a task under edit', () => {
  test('every edit becomes operations, undo and redo too', () => {
    const { document, sent } = open(box('a'))
    document.edit([box('b', { x: 5 })], ['a'])
    expect(document.all().map(({ id }) => id)).toEqual(['b'])
    expect(document.undo().map(({ id }) => id)).toEqual(['a'])
    expect(document.all()).toEqual([box('a')])
    document.redo()
    expect(document.all()).toEqual([box('b', { x: 5 })])
    expect(sent.map(({ operation }) => [operation.id, operation.kind])).toEqual([['op1', 'put'], ['op2', 'remove'], ['op3', 'put'], ['op4', 'remove'], ['op5', 'put'], ['op6', 'remove']])
    expect(sent.map(({ before }) => before?.id ?? null)).toEqual([null, 'a', null, 'b', null, 'a'])
  })

  test('one gesture is undone as one', () => {
    const { document } = open(box('a'))
    document.edit([box('a', { x: 11 })], [], { gesture: 'nudge a' })
    document.edit([box('a', { x: 12 })], [], { gesture: 'nudge a' })
    document.edit([box('a', { x: 30 })])
    document.undo()
    expect(document.get('a')).toEqual(box('a', { x: 12 }))
    document.undo()
    expect(document.get('a')).toEqual(box('a'))
    expect(document.canUndo).toBe(false)
    document.redo()
    expect(document.get('a')).toEqual(box('a', { x: 12 }))
  })

  test('undo leaves alone what somebody else changed of the same shape', () => {
    const { document } = open(box('a'))
    document.edit([box('a', { x: 20 })])
    document.replace([{ ...box('a', { x: 20 }), label: 'split off' }])
    document.undo()
    expect(document.get('a')).toEqual({ ...box('a'), label: 'split off' })
    document.redo()
    expect(document.get('a')).toEqual({ ...box('a', { x: 20 }), label: 'split off' })
  })

  test('the index follows, and what comes from elsewhere is not sent', () => {
    const { document, sent } = open(box('a'))
    document.edit([box('a', { x: 200, y: 200 })])
    expect(document.index.at([205, 205], 1)).toHaveLength(1)
    const count = sent.length
    document.replace([box('c')])
    expect(sent).toHaveLength(count)
    expect(document.index.at([15, 15], 1).map(({ id }) => id)).toEqual(['c'])
    document.undo()
    expect(document.get('a')).toEqual(box('a'))
  })
})
