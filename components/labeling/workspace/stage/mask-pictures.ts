import { maskRings } from '@/lib/labeling/canvas/mask-rings'
import { bitmapOf, type Bitmap } from '@/lib/labeling/canvas/rle'
import type { Annotation } from '@/lib/labeling/shapes'
import type { Mask } from '@/lib/labeling/canvas/geometry'
import type { Size } from '@/lib/labeling/canvas/viewport'

/** Pixels of a picture at most; a larger mask is drawn coarser, and stored as it is. */
const most = 2_000_000
const alpha = 110

/** Masks as pictures and their edges, each made once for as long as it does not change. */
export class MaskPictures {
  private made = new Map<string, { shape: Mask; colour: string; picture: HTMLCanvasElement }>()
  private edges = new Map<string, { shape: Mask; edge: Path2D }>()

  of({ id }: Annotation, shape: Mask, colour: string): HTMLCanvasElement {
    const known = this.made.get(id)
    if (known?.shape === shape && known.colour === colour) return known.picture
    const picture = paint(bitmapOf(shape), colour)
    this.made.set(id, { shape, colour, picture })
    return picture
  }

  /** In image pixels. */
  edgeOf({ id }: Annotation, shape: Mask): Path2D {
    const known = this.edges.get(id)
    if (known?.shape === shape) return known.edge
    const edge = new Path2D()
    for (const [first, ...others] of maskRings(bitmapOf(shape), coarseOf(shape))) {
      edge.moveTo(...first!)
      for (const at of others) edge.lineTo(...at)
      edge.closePath()
    }
    this.edges.set(id, { shape, edge })
    return edge
  }

  clear(): void {
    this.made.clear()
    this.edges.clear()
  }
}

/** Pixels of a mask, across and down, for one of its picture. */
const coarseOf = ({ width, height }: Size): number => Math.max(1, Math.ceil(Math.sqrt((width * height) / most)))

/** A bitmap in one colour, see-through. */
export function paint({ width, height, bits }: Bitmap, colour: string): HTMLCanvasElement {
  const coarse = coarseOf({ width, height })
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
