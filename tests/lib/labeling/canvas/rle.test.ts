import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitmapOf, decodeRuns, encodeRuns, inMask, maskArea, maskOf, resized } from '@/lib/labeling/canvas/rle'

describe('run lengths', () => {
  test('go down the columns and begin with zeros, as in COCO', () => {
    // 0 1
    // 1 1
    // 0 0
    expect(encodeRuns(Uint8Array.from([0, 1, 1, 1, 0, 0]), { width: 2, height: 3 })).toEqual([1, 1, 1, 2, 1])
    expect(encodeRuns(Uint8Array.from([1, 1]), { width: 1, height: 2 })).toEqual([0, 2])
  })

  test('come back the same for any mask', () => {
    const masks = fc.integer({ min: 1, max: 12 }).chain((width) => fc.integer({ min: 1, max: 12 }).chain((height) => fc.record({ width: fc.constant(width), height: fc.constant(height), bits: fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }) })))
    fc.assert(
      fc.property(masks, ({ width, height, bits }) => {
        expect([...decodeRuns(encodeRuns(bits, { width, height }), { width, height })]).toEqual([...bits])
        const mask = maskOf({ x: 5, y: 7, width, height, bits })
        const area = bits.reduce((sum, bit) => sum + bit, 0)
        expect(mask ? maskArea(mask) : 0).toBe(area)
        if (!mask) return
        expect([...resized(bitmapOf(mask), { minX: 5, minY: 7, maxX: 5 + width, maxY: 7 + height }).bits]).toEqual([...bits])
        for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) expect(inMask(mask, x + 5.5, y + 7.5)).toBe(bits[y * width + x] === 1)
      }),
    )
  })

  test('that do not fill the rectangle are refused', () => {
    expect(() => decodeRuns([1, 2], { width: 2, height: 2 })).toThrow('cover 3 pixels')
    expect(() => decodeRuns([1, 9], { width: 2, height: 2 })).toThrow(RangeError)
  })

  test('a mask is cut to what is set', () => {
    const bits = new Uint8Array(100)
    bits[34] = bits[35] = bits[44] = 1
    expect(maskOf({ x: 10, y: 20, width: 10, height: 10, bits })).toEqual({ kind: 'mask', x: 14, y: 23, width: 2, height: 2, counts: [0, 3, 1] })
  })
})
