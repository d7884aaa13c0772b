import type { Point } from '../shapes'
import { distance, nearestOn } from './geometry'
import { resized, type Bitmap } from './rle'
import type { Rect, Size } from './viewport'

/** New ground is taken in steps of this many pixels, so that a stroke does not copy the mask at every movement. */
const step = 256

/** A mask under the brush. It grows with the strokes, and never beyond the image. */
export class BrushMask {
  constructor(
    private readonly image: Size,
    public bitmap: Bitmap = { x: 0, y: 0, width: 0, height: 0, bits: new Uint8Array(0) },
  ) {
    this.bitmap = { ...bitmap, bits: bitmap.bits.slice() }
  }

  /** Sets (or clears) every pixel whose centre is within `radius` of the line from a to b. Returns the rectangle that may have changed. */
  stroke(a: Point, b: Point, radius: number, set: boolean): Rect | null {
    const touched = this.cut({ minX: Math.min(a[0], b[0]) - radius, minY: Math.min(a[1], b[1]) - radius, maxX: Math.max(a[0], b[0]) + radius, maxY: Math.max(a[1], b[1]) + radius })
    if (!touched) return null
    if (set) this.cover(touched)
    const { x, y, width, height, bits } = this.bitmap
    const value = set ? 1 : 0
    for (let row = Math.max(touched.minY, y); row < Math.min(touched.maxY, y + height); row++) {
      for (let column = Math.max(touched.minX, x); column < Math.min(touched.maxX, x + width); column++) {
        const centre: Point = [column + 0.5, row + 0.5]
        if (distance(centre, nearestOn(centre, a, b)) <= radius) bits[(row - y) * width + column - x] = value
      }
    }
    return touched
  }

  private cut({ minX, minY, maxX, maxY }: Rect): Rect | null {
    const rect = { minX: Math.max(0, Math.floor(minX)), minY: Math.max(0, Math.floor(minY)), maxX: Math.min(this.image.width, Math.ceil(maxX)), maxY: Math.min(this.image.height, Math.ceil(maxY)) }
    return rect.maxX > rect.minX && rect.maxY > rect.minY ? rect : null
  }

  private cover(rect: Rect): void {
    const { x, y, width, height } = this.bitmap
    const empty = width === 0
    if (!empty && rect.minX >= x && rect.minY >= y && rect.maxX <= x + width && rect.maxY <= y + height) return
    const down = (value: number) => Math.floor(value / step) * step
    const up = (value: number, most: number) => Math.min(most, Math.ceil(value / step) * step)
    this.bitmap = resized(this.bitmap, {
      minX: down(empty ? rect.minX : Math.min(x, rect.minX)),
      minY: down(empty ? rect.minY : Math.min(y, rect.minY)),
      maxX: up(empty ? rect.maxX : Math.max(x + width, rect.maxX), this.image.width),
      maxY: up(empty ? rect.maxY : Math.max(y + height, rect.maxY), this.image.height),
    })
  }
}
