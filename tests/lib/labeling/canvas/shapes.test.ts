import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf, boxBetween, boxCorners, boxOnEdge, distanceToRing, ringArea, type Box, type Polygon } from '@/lib/labeling/canvas/geometry'
import { dragHandle, handleAt, handlesOf, moveShape, type Handle } from '@/lib/labeling/canvas/handles'
import { addHole, insertPoint, nearestEdge, removePoint } from '@/lib/labeling/canvas/polygon'
import { simplifyRing } from '@/lib/labeling/canvas/simplify'
import type { Point, Shape } from '@/lib/labeling/shapes'

const image = { width: 400, height: 300 }
const box: Box = { kind: 'box', x: 100, y: 100, width: 80, height: 40, angle: 0 }
const square: Polygon = { kind: 'polygon', points: [[100, 100], [200, 100], [200, 200], [100, 200]], holes: [] }
const side = (shape: Shape, sx: number, sy: number) => handlesOf(shape).find((handle) => handle.kind === 'side' && handle.sx === sx && handle.sy === sy)!
const close = (a: Point, b: Point) => (expect(a[0]).toBeCloseTo(b[0], 6), expect(a[1]).toBeCloseTo(b[1], 6))

describe('boxes', () => {
  test('lie between two corners in any order, within the image', () => {
    expect(boxBetween([50, 80], [-20, 20], image)).toEqual({ kind: 'box', x: 0, y: 20, width: 50, height: 60, angle: 0 })
    expect(boxBetween([50, 80], [50, 20], image)).toBeNull()
    expect(boxBetween([500, 80], [450, 20], image)).toBeNull()
  })

  test('a corner follows the pointer and the opposite one stays, whatever the angle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 0, max: 7 }), fc.integer({ min: 60, max: 340 }), fc.integer({ min: 60, max: 240 }), (angle, at, x, y) => {
        const turned = { ...box, angle }
        const handle = handlesOf(turned)[at] as Extract<Handle, { kind: 'side' }>
        const after = dragHandle(turned, handle, [x, y], image) as Box
        fc.pre(after.width > 1.5 && after.height > 1.5)
        const opposite = side(turned, -handle.sx, -handle.sy).at
        expect(Math.min(...handlesOf(after).map(({ at }) => Math.hypot(at[0] - opposite[0], at[1] - opposite[1])))).toBeLessThan(1e-6)
        if (handle.sx !== 0 && handle.sy !== 0) expect(handleAt(handlesOf(after), [x, y], 1e-6)).not.toBeNull()
      }),
    )
  })

  test('a handle drawn out of the image stops at its edge, and beyond the other side the box turns over', () => {
    expect(dragHandle(box, side(box, 1, 1), [900, 900], image)).toMatchObject({ x: 100, y: 100, width: 300, height: 200 })
    expect(dragHandle(box, side(box, 1, 0), [60, 0], image)).toMatchObject({ x: 60, y: 100, width: 40, height: 40 })
    expect(dragHandle(box, side(box, 1, 0), [100, 0], image)).toMatchObject({ x: 100, width: 1 })
  })

  test('turn about their centre', () => {
    const handle = handlesOf(box, 20).at(-1)!
    expect(handle).toMatchObject({ kind: 'turn', at: [140, 80] })
    const turned = dragHandle(box, handle, [240, 120], image) as Box
    expect(turned.angle).toBeCloseTo(90)
    close(boxCorners(turned)[0], [160, 80])
    expect(boundsOf(turned)!.minX).toBeCloseTo(120)
  })

  test('a turned box grows from an edge to either side', () => {
    for (const to of [[110, 150], [150, 90]] as Point[]) {
      const made = boxOnEdge([100, 100], [160, 140], to)!
      const corners = boxCorners(made)
      expect(distanceToRing([100, 100], corners)).toBeLessThan(1e-6)
      expect(distanceToRing([160, 140], corners)).toBeLessThan(1e-6)
      expect(distanceToRing(to, corners)).toBeLessThan(1e-6)
      expect(made.width).toBeCloseTo(Math.hypot(60, 40))
    }
    expect(boxOnEdge([0, 0], [10, 10], [20, 20])).toBeNull()
  })
})

describe('moves', () => {
  const shapes: Shape[] = [
    box,
    { ...box, angle: 30 },
    { ...square, holes: [[[120, 120], [150, 120], [150, 150]]] },
    { kind: 'mask', x: 50, y: 60, width: 20, height: 30, counts: [0, 600] },
    { kind: 'keypoints', points: [{ x: 20, y: 30, v: 2 }, { x: 0, y: 0, v: 0 }, { x: 90, y: 10, v: 1 }] },
  ]

  test('keep the shape and stay in the image', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (shape, dx, dy) => {
        const [before, after] = [boundsOf(shape)!, boundsOf(moveShape(shape, dx, dy, image))!]
        expect(after.maxX - after.minX).toBeCloseTo(before.maxX - before.minX, 6)
        expect(Math.min(after.minX, after.minY, 400 - after.maxX, 300 - after.maxY)).toBeGreaterThan(-1e-6)
      }),
    )
  })

  test('carry holes, and leave points that are not labeled', () => {
    expect(moveShape(shapes[2]!, 10, 5, image)).toMatchObject({ points: [[110, 105], [210, 105], [210, 205], [110, 205]], holes: [[[130, 125], [160, 125], [160, 155]]] })
    expect(moveShape(shapes[4]!, 10, 5, image)).toMatchObject({ points: [{ x: 30, y: 35, v: 2 }, { x: 0, y: 0, v: 0 }, { x: 100, y: 15, v: 1 }] })
  })
})

describe('polygons', () => {
  test('take a point on the nearest edge and give it back', () => {
    const edge = nearestEdge(square, [150, 97], 5)!
    expect(edge).toEqual({ ring: 0, index: 0, at: [150, 100] })
    const more = insertPoint(square, edge, [150, 90], image)
    expect(more.points).toEqual([[100, 100], [150, 90], [200, 100], [200, 200], [100, 200]])
    expect(removePoint(more, { ring: 0, index: 1 })).toEqual(square)
    expect(nearestEdge(square, [150, 90], 5)).toBeNull()
  })

  test('keep three points, and lose a hole that would keep two', () => {
    const holed = addHole(square, [[120, 120], [150, 120], [150, 150]])!
    expect(removePoint(holed, { ring: 1, index: 0 })!.holes).toEqual([])
    expect(removePoint({ ...square, points: square.points.slice(0, 3) }, { ring: 0, index: 0 })).toBeNull()
    expect(addHole(square, [[120, 120], [250, 120], [150, 150]])).toBeNull()
  })

  test('are simplified within the tolerance', () => {
    const circle = Array.from({ length: 720 }, (_, at): Point => [200 + 100 * Math.cos((at * Math.PI) / 360), 150 + 100 * Math.sin((at * Math.PI) / 360)])
    const fewer = simplifyRing(circle, 1)
    expect(fewer.length).toBeLessThan(40)
    for (const point of circle) expect(distanceToRing(point, fewer)).toBeLessThanOrEqual(1 + 1e-9)
    expect(ringArea(fewer)).toBeGreaterThan(ringArea(circle) * 0.97)
    expect(simplifyRing([[0, 0], [1, 0], [0.5, 0.1]], 50)).toHaveLength(3)
  })
})
