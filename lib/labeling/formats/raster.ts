import { decodeRuns, encodeRuns, maskOf, resized, type Bitmap } from '../canvas/rle'
import { boundsOf, ringsOf, type Box, type Mask, type Polygon } from '../canvas/geometry'
import type { Size } from '../canvas/viewport'
import type { Point } from '../shapes'

/** The pixels whose centres lie inside an odd number of rings, over the whole image. */
export function fillRings(rings: Point[][], { width, height }: Size, bits = new Uint8Array(width * height)): Uint8Array {
  for (let row = 0; row < height; row++) {
    const y = row + 0.5
    const cuts = rings.flatMap((ring) => crossings(ring, y)).sort((a, b) => a - b)
    for (let index = 0; index + 1 < cuts.length; index += 2) {
      const from = Math.max(0, Math.ceil(cuts[index]! - 0.5))
      const to = Math.min(width, Math.ceil(cuts[index + 1]! - 0.5))
      if (to > from) bits.fill(1, row * width + from, row * width + to)
    }
  }
  return bits
}

function crossings(ring: Point[], y: number): number[] {
  const found: number[] = []
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [[ax, ay], [bx, by]] = [ring[before]!, ring[at]!]
    if (ay > y !== by > y) found.push(ax + ((y - ay) / (by - ay)) * (bx - ax))
  }
  return found
}

/** A shape with an area as pixels over the whole image, row by row. */
export function pixelsOf(shape: Box | Polygon | Mask, size: Size): Uint8Array {
  if (shape.kind !== 'mask') return fillRings(ringsOf(shape), size)
  const { x, y, width, height, counts } = shape
  return resized({ x, y, width, height, bits: decodeRuns(counts, shape) }, { minX: 0, minY: 0, maxX: size.width, maxY: size.height }).bits
}

/** COCO's run lengths of a shape, over the whole image. */
export const runsOf = (shape: Box | Polygon | Mask, size: Size): number[] => encodeRuns(pixelsOf(shape, size), size)

/** The mask of pixels over the whole image; null where none is set. */
export function maskOfPixels(bits: Uint8Array, size: Size): Mask | null {
  const bitmap: Bitmap = { x: 0, y: 0, ...size, bits }
  return maskOf(bitmap)
}

/** x, y, width and height of the upright rectangle around a shape. */
export function boundingBox(shape: Parameters<typeof boundsOf>[0]): [number, number, number, number] | null {
  const rect = boundsOf(shape)
  return rect && [rect.minX, rect.minY, rect.maxX - rect.minX, rect.maxY - rect.minY]
}
