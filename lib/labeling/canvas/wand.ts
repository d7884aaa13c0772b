import type { Point } from '../shapes'
import type { Bitmap } from './rle'

export interface Pixels {
  width: number
  height: number
  /** RGBA, row by row. */
  data: Uint8ClampedArray
}

/**
 * The connected pixels around `at` whose colour is within `tolerance` (0–255, the largest difference of the three
 * channels) of the pixel there. Scanline flood fill over four neighbours. Null outside the image.
 */
export function fillFrom(image: Pixels, at: Point, tolerance: number): Bitmap | null {
  const { width, height, data } = image
  const [startX, startY] = [Math.floor(at[0]), Math.floor(at[1])]
  if (startX < 0 || startY < 0 || startX >= width || startY >= height) return null
  const first = (startY * width + startX) * 4
  const [red, green, blue] = [data[first]!, data[first + 1]!, data[first + 2]!]
  const bits = new Uint8Array(width * height)
  const alike = (place: number) =>
    bits[place] === 0 &&
    Math.abs(data[place * 4]! - red) <= tolerance &&
    Math.abs(data[place * 4 + 1]! - green) <= tolerance &&
    Math.abs(data[place * 4 + 2]! - blue) <= tolerance
  const waiting = [startY * width + startX]
  while (waiting.length > 0) {
    const place = waiting.pop()!
    if (!alike(place)) continue
    const row = Math.floor(place / width) * width
    let left = place
    while (left > row && alike(left - 1)) left--
    let right = place
    while (right < row + width - 1 && alike(right + 1)) right++
    bits.fill(1, left, right + 1)
    for (const line of [-width, width]) {
      if (row + line < 0 || row + line >= width * height) continue
      for (let over = left + line, open = false; over <= right + line; over++) {
        const is = alike(over)
        if (is && !open) waiting.push(over)
        open = is
      }
    }
  }
  return { x: 0, y: 0, width, height, bits }
}
