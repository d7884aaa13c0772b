import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign, type Candidate } from '@/lib/labeling/quality/assign'
import { keypointSimilarity } from '@/lib/labeling/quality/keypoint-similarity'
import { areaOf, likeness, overlapOf } from '@/lib/labeling/quality/overlap'
import type { Keypoints, Polygon } from '@/lib/labeling/canvas/geometry'
import type { Point, Shape } from '@/lib/labeling/shapes'

type Area = Exclude<Shape, { kind: 'tag' } | { kind: 'keypoints' }>
const box = (x: number, y: number, width: number, height: number, angle = 0): Area => ({ kind: 'box', x, y, width, height, angle })
const polygon = (points: Point[], holes: Point[][] = []): Polygon => ({ kind: 'polygon', points, holes })
const square: Point[] = [[0, 0], [10, 0], [10, 10], [0, 10]]

describe('overlap', () => {
  it('of boxes is exact, turned or not', () => {
    expect(overlapOf(box(0, 0, 10, 10), box(5, 0, 10, 10))).toBeCloseTo(1 / 3, 12)
    expect(overlapOf(box(0, 0, 10, 10), box(10, 0, 10, 10))).toBe(0)
    // A square and the same turned by an eighth share a regular octagon: 2(√2 − 1) of its area.
    const octagon = 2 * (Math.SQRT2 - 1)
    expect(overlapOf(box(0, 0, 10, 10), box(0, 0, 10, 10, 45))).toBeCloseTo(octagon / (2 - octagon), 9)
    expect(overlapOf(box(0, 0, 0.1, 0.1, 45), box(0, 0, 0.1, 0.1))).toBeCloseTo(octagon / (2 - octagon), 9)
  })

  it('of polygons heeds holes and crossing lines', () => {
    expect(overlapOf(polygon(square), polygon(square, [[[0, 0], [10, 0], [10, 5], [0, 5]]]))).toBeCloseTo(0.5, 9)
    const bow = polygon([[0, 0], [10, 10], [10, 0], [0, 10]])
    expect(areaOf(bow)).toBeCloseTo(50, 9)
    expect(overlapOf(bow, polygon(square))).toBeCloseTo(0.5, 9)
    expect(areaOf(polygon(square, [[[1, 1], [3, 1], [3, 3], [1, 3]]]))).toBeCloseTo(96, 9)
  })

  it('with a mask counts pixels', () => {
    expect(overlapOf(polygon(square), { kind: 'mask', x: 0, y: 0, width: 5, height: 10, counts: [0, 50] })).toBe(0.5)
    expect(areaOf({ kind: 'mask', x: 3, y: 3, width: 2, height: 2, counts: [1, 2, 1] })).toBe(2)
  })

  it('is the same whichever comes first, 1 with itself, and never outside 0 to 1', () => {
    const part = fc.integer({ min: 0, max: 40 })
    const ring = fc.uniqueArray(fc.tuple(part, part), { minLength: 3, maxLength: 7, selector: ([x, y]) => `${x} ${y}` })
    const shape = fc.oneof(ring.map((points): Area => polygon(points)), fc.tuple(part, part, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 359 })).map(([x, y, w, h, angle]) => box(x, y, w, h, angle)))
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const overlap = overlapOf(a, b)
        expect(overlap).toBeGreaterThanOrEqual(0)
        expect(overlap).toBeLessThanOrEqual(1)
        expect(overlapOf(b, a)).toBeCloseTo(overlap, 6)
        if (areaOf(a) > 0.5) expect(overlapOf(a, a)).toBeCloseTo(1, 6)
      }),
      { numRuns: 200 },
    )
  })
})

describe('keypoints', () => {
  const points = (...all: [number, number, 0 | 1 | 2][]): Keypoints => ({ kind: 'keypoints', points: all.map(([x, y, v]) => ({ x, y, v })) })
  it('are compared as COCO compares them', () => {
    const a = points([0, 0, 2], [100, 100, 2], [50, 50, 0])
    // Ten pixels off in an object of 100 × 100: exp(−100 / (2 · 10,000 · 0.18²)).
    expect(keypointSimilarity(a, points([10, 0, 1], [100, 100, 2], [0, 0, 0]))).toBeCloseTo((Math.exp(-100 / (2 * 10_000 * 0.0324)) + 1) / 2, 12)
    expect(keypointSimilarity(a, a)).toBe(1)
    expect(keypointSimilarity(a, points([0, 0, 2], [0, 0, 0], [0, 0, 0]))).toBe(0.5)
    expect(likeness(a, box(0, 0, 100, 100))).toBe(0)
  })
})

describe('assignment', () => {
  it('takes the best whole, not the best first', () => {
    const value = (left: number, right: number, of: number): Candidate => ({ left, right, value: of })
    const taken = assign([value(0, 0, 0.9), value(0, 1, 0.8), value(1, 0, 0.7)])
    expect(taken.map(({ left, right }) => [left, right])).toEqual([[0, 1], [1, 0]])
  })

  it('is as good as the best of all ways to do it', () => {
    const best = (matrix: number[][], row = 0, used = 0): number => {
      if (row === matrix.length) return 0
      return matrix[row]!.reduce((most, value, column) => (used & (1 << column) ? most : Math.max(most, value + best(matrix, row + 1, used | (1 << column)))), best(matrix, row + 1, used))
    }
    const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) => fc.array(fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))
    fc.assert(
      fc.property(matrix, (values) => {
        const taken = assign(values.flatMap((row, left) => row.map((value, right) => ({ left, right, value }))))
        expect(new Set(taken.map(({ left }) => left)).size).toBe(taken.length)
        expect(new Set(taken.map(({ right }) => right)).size).toBe(taken.length)
        expect(taken.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(best(values), 9)
      }),
    )
  })
})
