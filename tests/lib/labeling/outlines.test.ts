import { describe, expect, it } from 'vitest'
import { countedIn, learnsOf, shapesWord } from '@/lib/labeling/assist/learns'
import { ringsOfShape, shapeOfRings } from '@/lib/labeling/assist/outlines'
import { maskOf } from '@/lib/labeling/canvas/rle'
import { areaOf, overlapOf } from '@/lib/labeling/quality/overlap'
import type { Point } from '@/lib/labeling/shapes'

/** A ring of pixels at 30, 20 of the image: a disc with a hole. */
function ringMask() {
  const [width, height] = [40, 40]
  const bits = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (Math.hypot(x - 19.5, y - 19.5) < 18 && Math.hypot(x - 19.5, y - 19.5) > 8) bits[y * width + x] = 1
  return maskOf({ x: 30, y: 20, width, height, bits })!
}

describe('outlines that a model learns from and proposes', () => {
  it('are a polygon’s rings as they are', () => {
    const points: Point[] = [[1, 1], [9, 1], [9, 9], [1, 9]]
    const holes: Point[][] = [[[3, 3], [5, 3], [5, 5]]]
    expect(ringsOfShape({ kind: 'polygon', points, holes })).toEqual([points, ...holes])
    expect(shapeOfRings([points, ...holes], 'polygon')).toEqual({ kind: 'polygon', points, holes })
  })

  it('run around a mask’s pixels and back, hole and place kept', () => {
    const mask = ringMask()
    const rings = ringsOfShape(mask)!
    expect(rings).toHaveLength(2)
    const back = shapeOfRings(rings, 'mask')!
    expect(back.kind).toBe('mask')
    expect(overlapOf(mask, back as typeof mask)).toBeGreaterThan(0.95)
    expect(areaOf(shapeOfRings(rings, 'polygon')!) / areaOf(mask)).toBeCloseTo(1, 1)
    // One pixel alone has an outline too.
    expect(ringsOfShape({ kind: 'mask', x: 5, y: 6, width: 1, height: 1, counts: [0, 1] })![0]!.map(([x, y]) => [Math.floor(x), Math.floor(y)]).every(([x, y]) => x! >= 4 && x! <= 6 && y! >= 5 && y! <= 7)).toBe(true)
  })

  it('are none of boxes and keypoints, of empty masks, and of rings without an area', () => {
    expect(ringsOfShape({ kind: 'box', x: 0, y: 0, width: 5, height: 5, angle: 0 })).toBeNull()
    expect(ringsOfShape({ kind: 'mask', x: 0, y: 0, width: 2, height: 2, counts: [4] })).toBeNull()
    expect(shapeOfRings([], 'polygon')).toBeNull()
    expect(shapeOfRings([[[1, 1], [2, 2]]], 'mask')).toBeNull()
    expect(shapeOfRings([[[1.1, 1.1], [1.2, 1.1], [1.2, 1.2]]], 'mask')).toBeNull()
  })

  it('are called by what is drawn', () => {
    const project = (...kinds: ('tag' | 'box' | 'polygon' | 'mask' | 'keypoints')[]) => ({ kinds, tags: 'one' as const })
    expect([project('box'), project('polygon', 'tag'), project('mask'), project('box', 'polygon'), project('keypoints'), project('tag')].map((each) => [learnsOf(each), shapesWord(each), countedIn(each)])).toEqual([
      ['things', 'boxes', 'boxes'],
      ['things', 'outlines', 'outlines'],
      ['things', 'masks', 'masks'],
      ['things', 'shapes', 'shapes'],
      ['label', 'shapes', 'images'],
      ['label', 'shapes', 'images'],
    ])
  })
})
