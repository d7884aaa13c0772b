import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actualSize, fit, hold, pan, toImage, toWindow, visibleRect, zoomAt } from '@/lib/labeling/canvas/viewport'

const image = { width: 4000, height: 3000 }
const window = { width: 1000, height: 800 }

describe('viewport', () => {
  test('fits the whole image with ground around it', () => {
    const view = fit(image, window)
    const [left, top] = toWindow(view, [0, 0])
    const [right, bottom] = toWindow(view, [4000, 3000])
    expect([left, right]).toEqual([16, 984])
    expect(bottom + top).toBeCloseTo(800)
    expect(fit({ width: 2, height: 2 }, window).scale).toBe(64)
  })

  test('zooming keeps what is under the pointer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 100, max: 700 }), fc.double({ min: 0.5, max: 4, noNaN: true }), (x, y, factor) => {
        const view = fit(image, window)
        const before = toImage(view, [x, y])
        fc.pre(before[0] > 0 && before[1] > 0 && before[0] < 4000 && before[1] < 3000)
        const after = toImage(zoomAt(view, [x, y], factor, image, window), [x, y])
        expect(after[0]).toBeCloseTo(before[0], 6)
        expect(after[1]).toBeCloseTo(before[1], 6)
      }),
    )
  })

  test('zooms no further than 64 pixels a pixel, nor below a stamp', () => {
    expect(zoomAt(fit(image, window), [500, 400], 1e9, image, window).scale).toBe(64)
    expect(zoomAt(fit(image, window), [500, 400], 1e-9, image, window).scale).toBeCloseTo(24 / 4000)
  })

  test('1:1 keeps the middle', () => {
    const view = actualSize(fit(image, window), image, window)
    expect(view.scale).toBe(1)
    expect(toImage(view, [500, 400])).toEqual([2000, 1500])
  })

  test('the image cannot be pushed out of the window', () => {
    const far = pan(fit(image, window), 1e6, -1e6, image, window)
    expect(far.x).toBe(1000 - 48)
    expect(far.y).toBeCloseTo(48 - 3000 * far.scale)
    expect(hold(far, image, window)).toEqual(far)
  })

  test('tells what is in sight', () => {
    const rect = visibleRect({ x: -100, y: 50, scale: 2 }, window)
    expect(rect).toEqual({ minX: 50, minY: -25, maxX: 550, maxY: 375 })
  })
})
