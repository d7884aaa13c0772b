import { describe, expect, it } from 'vitest'
import { mergeOpinions, overlapOf } from '@/lib/labeling/merge-opinions'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { box, put } from './support'

const said = (label: string, shape: Shape): Annotation => put(label, shape).annotation
const tag: Shape = { kind: 'tag' }

describe('overlap', () => {
  it('of upright boxes is exact', () => {
    expect(overlapOf(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(50 / 150, 12)
    expect(overlapOf(box(0, 0, 10, 10), box(20, 0, 10, 10))).toBe(0)
    expect(overlapOf(box(0.5, 0, 1, 1), box(0.5, 0, 1, 1))).toBe(1)
  })
  it('of a polygon with a hole, a mask and a turned box counts pixels', () => {
    const square: Shape = { kind: 'polygon', points: [[0, 0], [10, 0], [10, 10], [0, 10]], holes: [] }
    const holed: Shape = { ...square, holes: [[[0, 0], [10, 0], [10, 5], [0, 5]]] }
    expect(overlapOf(square, holed)).toBe(0.5)
    expect(overlapOf(square, { kind: 'mask', x: 0, y: 0, width: 5, height: 10, counts: [0, 50] })).toBe(0.5)
    expect(overlapOf(square, { kind: 'box', x: 0, y: 0, width: 10, height: 10, angle: 90 })).toBe(1)
  })
})

describe('what several people say', () => {
  it('of one is what they said', () => {
    const one = [said('a', box()), said('b', tag)]
    expect(mergeOpinions([one], 'one')).toEqual(one)
  })
  it('is the object that most drew, as the one who is closest to the others drew it', () => {
    const middle = said('cell', box(11, 10, 20, 30))
    const people = [[said('cell', box(8, 10, 20, 30)), said('cell', box(80, 80, 9, 9))], [middle], [said('cell', box(13, 10, 20, 30)), said('dust', box(11, 10, 20, 30))]]
    expect(mergeOpinions(people, 'one')).toEqual([middle])
  })
  it('keeps two objects of one person apart, though both overlap another’s', () => {
    const people = [[said('cell', box(0, 0, 10, 10)), said('cell', box(3, 0, 10, 10))], [said('cell', box(1, 0, 10, 10)), said('cell', box(4, 0, 10, 10))]]
    expect(mergeOpinions(people, 'one')).toHaveLength(2)
  })
  it('of the whole image is the label that most gave', () => {
    const people = [[said('cat', tag)], [said('dog', tag)], [said('dog', tag), said('wet', tag)]]
    expect(mergeOpinions(people, 'one').map(({ label }) => label)).toEqual(['dog'])
    expect(mergeOpinions(people, 'many').map(({ label }) => label)).toEqual(['dog'])
  })
  it('is nothing where nobody agrees, and nothing where most found nothing', () => {
    expect(mergeOpinions([[said('a', box(0, 0, 5, 5))], [said('a', box(50, 50, 5, 5))], []], 'one')).toEqual([])
  })
})
