import { fillFrom } from '@/lib/labeling/canvas/wand'
import { bitmapOf, maskOf, resized, type Bitmap } from '@/lib/labeling/canvas/rle'
import type { Point } from '@/lib/labeling/shapes'
import { paint } from '../stage/mask-pictures'
import type { Desk, Press, Tool } from './tool'

const firstTolerance = 24
/** Screen pixels of a drag that change the tolerance by one. */
const slow = 3

/** Fills what hangs together in colour. Dragging to the right takes in more, to the left less; Shift adds to the selected mask. */
export function wandTool(desk: Desk): Tool {
  let tolerance = firstTolerance
  let from: { at: Point; window: Point; tolerance: number; add: boolean } | null = null
  let filled: Bitmap | null = null
  let picture: HTMLCanvasElement | null = null

  function fill(): void {
    const pixels = from && desk.pixels()
    filled = pixels && from && fillFrom(pixels, from.at, tolerance)
    picture = filled && paint(filled, desk.label()?.colour ?? '#8b8f99')
    if (filled) desk.hint.set(`Tolerance ${tolerance}. Drag to the right for more, to the left for less.`)
    desk.redraw()
  }
  function cancel(): boolean {
    const drawing = filled !== null
    from = filled = picture = null
    desk.redraw()
    return drawing
  }
  return {
    cursor: 'crosshair',
    down(press: Press) {
      if (!desk.label()) return desk.hint.set('Choose a label first.')
      from = { at: press.at, window: press.window, tolerance, add: press.shift }
      fill()
    },
    drag(press: Press) {
      if (!from) return
      const next = Math.min(255, Math.max(0, from.tolerance + Math.round((press.window[0] - from.window[0]) / slow)))
      if (next === tolerance) return
      tolerance = next
      fill()
    },
    up() {
      if (filled && from) settle(filled, from.add)
      from = filled = picture = null
      desk.redraw()
    },
    cancel,
    retract: () => void cancel(),
    draw(context) {
      if (filled && picture) context.drawImage(picture, filled.x, filled.y, filled.width, filled.height)
    },
  }

  function settle(bitmap: Bitmap, add: boolean): void {
    const [id] = desk.selected.get()
    const on = add && id !== undefined ? desk.document.get(id) : undefined
    if (on?.shape.kind === 'mask' && !on.locked) {
      const whole = { minX: 0, minY: 0, maxX: bitmap.width, maxY: bitmap.height }
      const { bits } = resized(bitmapOf(on.shape), whole)
      bits.forEach((bit, at) => bit && (bitmap.bits[at] = 1))
      const shape = maskOf(bitmap)
      if (shape) desk.edit([{ ...on, shape }])
      return
    }
    const shape = maskOf(bitmap)
    if (shape) desk.make(shape)
  }
}
