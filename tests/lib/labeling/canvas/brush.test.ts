import { describe, expect, test } from 'vitest'
import { BrushMask } from '@/lib/labeling/canvas/brush'
import { bitmapOf, inMask, maskArea, maskOf } from '@/lib/labeling/canvas/rle'
import { fillFrom } from '@/lib/labeling/canvas/wand'

const image = { width: 1000, height: 600 }

describe('brush', () => {
  test('a dot is a disc', () => {
    const mask = new BrushMask(image)
    mask.stroke([300, 300], [300, 300], 20, true)
    const shape = maskOf(mask.bitmap)!
    expect(maskArea(shape)).toBeGreaterThan(Math.PI * 400 * 0.98)
    expect(maskArea(shape)).toBeLessThan(Math.PI * 400 * 1.02)
    expect(shape).toMatchObject({ x: 280, y: 280, width: 40, height: 40 })
  })

  test('a stroke has no gaps, stays in the image and grows the mask', () => {
    const mask = new BrushMask(image)
    mask.stroke([-50, 10], [1050, 10], 5, true)
    expect(maskOf(mask.bitmap)).toMatchObject({ x: 0, y: 5, width: 1000, height: 10 })
    expect(maskArea(maskOf(mask.bitmap)!)).toBe(10_000)
    expect(mask.stroke([500, 900], [500, 900], 5, true)).toBeNull()
    mask.stroke([500, 10], [500, 500], 3, true)
    expect(inMask(maskOf(mask.bitmap)!, 501, 499)).toBe(true)
  })

  test('the eraser takes away, down to nothing, and does not touch the mask it began from', () => {
    const first = new BrushMask(image)
    first.stroke([100, 100], [200, 100], 10, true)
    const shape = maskOf(first.bitmap)!
    const kept = bitmapOf(shape)
    const second = new BrushMask(image, kept)
    second.stroke([150, 80], [150, 120], 8, false)
    expect(inMask(maskOf(second.bitmap)!, 150, 100)).toBe(false)
    expect(inMask(maskOf(second.bitmap)!, 120, 100)).toBe(true)
    expect(maskOf(kept)).toEqual(shape)
    second.stroke([0, 100], [400, 100], 40, false)
    expect(maskOf(second.bitmap)).toBeNull()
  })
})

describe('magic wand', () => {
  const pixels = (rows: string[]) => {
    const width = rows[0]!.length
    const data = new Uint8ClampedArray(width * rows.length * 4)
    rows.join('').split('').forEach((letter, at) => data.set([letter === '#' ? 200 : letter === '+' ? 190 : 10, 0, 0, 255], at * 4))
    return { width, height: rows.length, data }
  }

  test('takes what hangs together, not what only looks alike', () => {
    const image = pixels(['##..#', '.#..#', '##+..', '#....'])
    const exact = fillFrom(image, [0.5, 0.5], 5)!
    expect([...exact.bits].join('')).toBe('11000' + '01000' + '11000' + '10000')
    expect([...fillFrom(image, [0.5, 0.5], 10)!.bits].join('')).toBe('11000' + '01000' + '11100' + '10000')
    expect(fillFrom(image, [9, 9], 5)).toBeNull()
  })
})
