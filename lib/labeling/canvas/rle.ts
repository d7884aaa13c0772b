import type { Mask } from './geometry'
import type { Rect, Size } from './viewport'

/** A mask as pixels: one byte each, 0 or 1, row by row, over the rectangle at x, y of the image. */
export interface Bitmap {
  x: number
  y: number
  width: number
  height: number
  bits: Uint8Array
}

/** Run lengths of zeros and ones in turn, zeros first, down the columns (COCO's uncompressed RLE). `bits` is row by row. */
export function encodeRuns(bits: Uint8Array, { width, height }: Size): number[] {
  const counts: number[] = []
  let value = 0
  let run = 0
  for (let x = 0; x < width; x++) {
    for (let y = 0, at = x; y < height; y++, at += width) {
      if (bits[at] === value) run++
      else {
        counts.push(run)
        value ^= 1
        run = 1
      }
    }
  }
  counts.push(run)
  return counts
}

/** The reverse. @throws RangeError where the runs do not fill the rectangle exactly */
export function decodeRuns(counts: readonly number[], { width, height }: Size): Uint8Array {
  const bits = new Uint8Array(width * height)
  let at = 0
  for (let index = 0; index < counts.length; index++) {
    const end = at + counts[index]!
    if (index % 2 === 1) for (let place = at; place < Math.min(end, bits.length); place++) bits[(place % height) * width + Math.floor(place / height)] = 1
    at = end
  }
  if (at !== bits.length) throw new RangeError(`The mask's runs cover ${at} pixels, and its rectangle has ${bits.length}.`)
  return bits
}

export function bitmapOf(mask: Mask): Bitmap {
  const { x, y, width, height } = mask
  return { x, y, width, height, bits: decodeRuns(mask.counts, mask) }
}

/** The shape of a bitmap, cut to the pixels that are set; null where none is. */
export function maskOf(bitmap: Bitmap): Mask | null {
  const rect = setRect(bitmap)
  if (!rect) return null
  const { minX, minY, maxX, maxY } = rect
  const size = { width: maxX - minX, height: maxY - minY }
  return { kind: 'mask', x: minX, y: minY, ...size, counts: encodeRuns(resized(bitmap, rect).bits, size) }
}

/** Whether the pixel that contains (x, y) is set, read from the runs without unpacking them. */
export function inMask(mask: Mask, x: number, y: number): boolean {
  const [column, row] = [Math.floor(x) - mask.x, Math.floor(y) - mask.y]
  if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return false
  const place = column * mask.height + row
  let at = 0
  for (let index = 0; index < mask.counts.length; index++) {
    at += mask.counts[index]!
    if (place < at) return index % 2 === 1
  }
  return false
}

/** The number of pixels that are set. */
export function maskArea(mask: Mask): number {
  return mask.counts.reduce((sum, count, index) => (index % 2 === 1 ? sum + count : sum), 0)
}

/** The same pixels over another rectangle of the image; what lies outside of it is cut off. */
export function resized(bitmap: Bitmap, { minX, minY, maxX, maxY }: Rect): Bitmap {
  const [width, height] = [maxX - minX, maxY - minY]
  const bits = new Uint8Array(width * height)
  const left = Math.max(minX, bitmap.x)
  const right = Math.min(maxX, bitmap.x + bitmap.width)
  for (let y = Math.max(minY, bitmap.y); y < Math.min(maxY, bitmap.y + bitmap.height) && right > left; y++) {
    const from = (y - bitmap.y) * bitmap.width - bitmap.x
    bits.set(bitmap.bits.subarray(from + left, from + right), (y - minY) * width + left - minX)
  }
  return { x: minX, y: minY, width, height, bits }
}

/** The rectangle of the pixels that are set, in image pixels. */
function setRect({ x, y, width, height, bits }: Bitmap): Rect | null {
  const rect = { minX: width, minY: height, maxX: 0, maxY: 0 }
  for (let row = 0; row < height; row++) {
    const line = bits.subarray(row * width, (row + 1) * width)
    const first = line.indexOf(1)
    if (first < 0) continue
    rect.minX = Math.min(rect.minX, first)
    rect.maxX = Math.max(rect.maxX, line.lastIndexOf(1) + 1)
    rect.minY = Math.min(rect.minY, row)
    rect.maxY = row + 1
  }
  if (rect.maxX === 0) return null
  return { minX: rect.minX + x, minY: rect.minY + y, maxX: rect.maxX + x, maxY: rect.maxY + y }
}
