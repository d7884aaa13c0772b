import { contours } from 'd3-contour'
import type { Point } from '../shapes'
import type { Bitmap } from './rle'
import { simplifyRing } from './simplify'

/** Pixels by which a mask's edge may change so that its ring has fewer points. */
const tolerance = 0.5

/**
 * The closed rings around the pixels that are set, in pixels of the image; inside is what an odd number of them surrounds. None where no
 * pixel is set. With `coarse` only every so many pixels are looked at, across and down.
 */
export function maskRings({ x, y, width, height, bits }: Bitmap, coarse = 1): Point[][] {
  const [columns, rows] = [Math.ceil(width / coarse), Math.ceil(height / coarse)]
  // A rim of empty pixels closes rings at the edge.
  const [wide, high] = [columns + 2, rows + 2]
  const edged = new Array<number>(wide * high).fill(0)
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) edged[(row + 1) * wide + column + 1] = bits[row * coarse * width + column * coarse]!
  const [found] = contours().size([wide, high]).smooth(false).thresholds([0.5])(edged)
  return (found?.coordinates ?? []).flat().map((ring) => simplifyRing(ring.slice(0, -1).map(([left, top]): Point => [(left! - 1) * coarse + x, (top! - 1) * coarse + y]), tolerance))
}
