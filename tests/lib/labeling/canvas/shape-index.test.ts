import { describe, expect, test } from 'vitest'
import { ShapeIndex } from '@/lib/labeling/canvas/shape-index'
import * as z from 'zod/mini'
import { Annotation, type Shape } from '@/lib/labeling/shapes'

const made = (id: string, shape: Shape, more: Partial<Annotation> = {}) => z.parse(Annotation, { id, label: 'cell', shape, ...more })
const box = (x: number, y: number, width = 10, height = 10, angle = 0): Shape => ({ kind: 'box', x, y, width, height, angle })
const ids = (found: Annotation[]) => found.map(({ id }) => id)

describe('what a press means', () => {
  test('outlines before insides, small before large, upper before lower', () => {
    const index = new ShapeIndex([made('large', box(0, 0, 100, 100)), made('small', box(40, 40, 20, 20)), made('under', box(200, 0), { z: 1 }), made('over', box(200, 0), { z: 2 })])
    expect(ids(index.at([50, 50], 2))).toEqual(['small', 'large'])
    expect(ids(index.at([1, 50], 2))).toEqual(['large'])
    expect(ids(index.at([205, 5], 2))).toEqual(['over', 'under'])
    expect(index.at([150, 50], 2)).toEqual([])
  })

  test('a hole is not inside, nor is the corner of the bounds of a turned box', () => {
    const ring: [number, number][] = [[0, 0], [100, 0], [100, 100], [0, 100]]
    const index = new ShapeIndex([made('ring', { kind: 'polygon', points: ring, holes: [[[40, 40], [60, 40], [60, 60], [40, 60]]] }), made('turned', box(200, 0, 100, 10, 45))])
    expect(ids(index.at([20, 20], 1))).toEqual(['ring'])
    expect(index.at([50, 50], 1)).toEqual([])
    expect(ids(index.at([250, 5], 1))).toEqual(['turned'])
    expect(index.at([217, 37], 1)).toEqual([])
  })

  test('hidden shapes are not hit, changed ones are where they are now, removed ones are gone', () => {
    const index = new ShapeIndex([made('a', box(0, 0)), made('hidden', box(0, 0), { hidden: true })])
    expect(ids(index.at([5, 5], 1))).toEqual(['a'])
    index.put(made('a', box(50, 50)))
    expect(index.at([5, 5], 1)).toEqual([])
    expect(ids(index.at([55, 55], 1))).toEqual(['a'])
    index.remove('a')
    expect(index.at([55, 55], 1)).toEqual([])
    expect(ids(index.search({ minX: 0, minY: 0, maxX: 5, maxY: 5 }).map(({ annotation }) => annotation))).toEqual(['hidden'])
  })

  test('ten thousand shapes answer in far less than a frame', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => made(`b${at}`, box((at % 100) * 20, Math.floor(at / 100) * 20)))
    const index = new ShapeIndex(many)
    const begun = performance.now()
    for (let round = 0; round < 100; round++) expect(ids(index.at([(round % 100) * 20 + 5, round * 20 + 5], 2))).toEqual([`b${round * 101}`])
    expect((performance.now() - begun) / 100).toBeLessThan(5)
  })
})
