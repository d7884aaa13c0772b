import { describe, expect, it } from 'vitest'
import { mergeOpinions } from '@/lib/labeling/merge-opinions'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { box, put } from './support'

const said = (label: string, shape: Shape): Annotation => put(label, shape).annotation
const tag: Shape = { kind: 'tag' }

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
  it('of polygons, turned boxes, masks and keypoints is one that somebody drew, where most drew it', () => {
    const polygon = (dx: number): Shape => ({ kind: 'polygon', points: [[dx, 0], [dx + 20, 0], [dx + 20, 20], [dx, 20]], holes: [[[dx + 5, 5], [dx + 10, 5], [dx + 10, 10]]] })
    const turned = (dx: number): Shape => ({ kind: 'box', x: dx, y: 0, width: 30, height: 10, angle: 40 })
    const mask = (x: number): Shape => ({ kind: 'mask', x, y: 0, width: 20, height: 20, counts: [0, 400] })
    const hand = (dx: number): Shape => ({ kind: 'keypoints', points: [{ x: dx, y: 0, v: 2 }, { x: dx + 50, y: 80, v: 2 }, { x: 0, y: 0, v: 0 }] })
    for (const shape of [polygon, turned, mask, hand]) {
      const middle = said('cell', shape(1))
      expect(mergeOpinions([[said('cell', shape(0))], [said('cell', shape(60))], [middle], [said('cell', shape(2))]], 'one')).toEqual([middle])
    }
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
