import { decodeRuns, type Bitmap } from '@/lib/labeling/canvas/rle'
import type { Annotation } from '@/lib/labeling/shapes'
import type { Mask } from '@/lib/labeling/canvas/geometry'

/** Pixels of a picture at most; a larger mask is drawn coarser, and stored as it is. */
const most = 2_000_000
const alpha = 110

/** Masks as pictures, each made once for as long as it does not change. */
export class MaskPictures {
  private made = new Map<string, { shape: Mask; colour: string; picture: HTMLCanvasElement }>()

  of({ id }: Annotation, shape: Mask, colour: string): HTMLCanvasElement {
    const known = this.made.get(id)
    if (known?.shape === shape && known.colour === colour) return known.picture
    const picture = paint({ ...shape, bits: decodeRuns(shape.counts, shape) }, colour)
    this.made.set(id, { shape, colour, picture })
    return picture
  }

  /** Forgets those that are gone. */
  keep(ids: { has(id: string): boolean }): void {
    for (const id of this.made.keys()) if (!ids.has(id)) this.made.delete(id)
  }

  clear(): void {
    this.made.clear()
  }
}

/** A bitmap in one colour, see-through. */
export function paint({ width, height, bits }: Bitmap, colour: string): HTMLCanvasElement {
  const coarse = Math.max(1, Math.ceil(Math.sqrt((width * height) / most)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width / coarse)
  canvas.height = Math.ceil(height / coarse)
  const context = canvas.getContext('2d')!
  const pixels = context.createImageData(canvas.width, canvas.height)
  const word = new Uint32Array(pixels.data.buffer)
  const value = wordOf(colour)
  for (let y = 0, at = 0; y < canvas.height; y++) {
    const row = y * coarse * width
    for (let x = 0; x < canvas.width; x++, at++) if (bits[row + x * coarse] === 1) word[at] = value
  }
  context.putImageData(pixels, 0, 0)
  return canvas
}

/** `#rrggbb` as a pixel in memory. */
function wordOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
  return new Uint32Array(Uint8ClampedArray.from([red!, green!, blue!, alpha]).buffer)[0]!
}
