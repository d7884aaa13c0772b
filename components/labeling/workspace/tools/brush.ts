import { BrushMask } from '@/lib/labeling/canvas/brush'
import { bitmapOf, inMask, maskOf } from '@/lib/labeling/canvas/rle'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { paint } from '../stage/mask-pictures'
import type { Desk, Press, Tool } from './tool'

interface Stroke {
  mask: BrushMask
  /** The annotation under the brush; null for one that begins. */
  on: Annotation | null
  last: Point
  picture: HTMLCanvasElement
}

/** Paints into the selected mask, or begins one; the eraser takes away from the selected one, or from the one under it. */
export function brushTool(desk: Desk, erase = false): Tool {
  let stroke: Stroke | null = null
  let at: Point | null = null
  /** The picture is older than the mask. */
  let dirty = false

  function target(point: Point): Annotation | null {
    const [id, second] = desk.selected.get()
    const annotation = id !== undefined && second === undefined ? desk.document.get(id) : undefined
    if (annotation?.shape.kind === 'mask' && !annotation.locked) return annotation
    if (!erase) return null
    return desk.document.index.at(point, 0).find(({ shape, locked }) => shape.kind === 'mask' && !locked && inMask(shape, ...point)) ?? null
  }
  function begin({ at: point }: Press): void {
    const on = target(point)
    if (erase && !on) return desk.hint.set('The eraser takes away from a mask. Select one, or begin on one.')
    if (!erase && !on && !desk.label()) return desk.hint.set('Choose a label first.')
    const mask = new BrushMask(desk.image, on?.shape.kind === 'mask' ? bitmapOf(on.shape) : undefined)
    stroke = { mask, on, last: point, picture: document.createElement('canvas') }
    if (on) desk.lift([on])
    desk.hint.set('')
    extend(point)
  }
  function extend(point: Point): void {
    if (!stroke) return
    stroke.mask.stroke(stroke.last, point, desk.brush.get() / 2, !erase)
    stroke.last = point
    dirty = true
    desk.redraw()
  }
  function settle(): boolean {
    if (!stroke) return false
    const { mask, on } = stroke
    stroke = null
    desk.lift([])
    const shape = maskOf(mask.bitmap)
    if (on && shape) desk.edit([{ ...on, shape }])
    else if (on) desk.edit([], [on.id])
    else if (shape) desk.make(shape)
    desk.redraw()
    return true
  }
  function cancel(): boolean {
    if (!stroke) return false
    stroke = null
    desk.lift([])
    desk.redraw()
    return true
  }
  const follow = (press: Press) => {
    at = press.at
    desk.redraw()
  }
  return {
    cursor: 'none',
    down(press) {
      at = press.at
      begin(press)
    },
    drag(press) {
      at = press.at
      extend(press.at)
    },
    up: () => void settle(),
    hover: follow,
    finish: settle,
    cancel,
    retract: () => void cancel(),
    leave() {
      at = null
      desk.redraw()
    },
    draw(context, pixel) {
      if (stroke && dirty && stroke.mask.bitmap.width > 0) {
        stroke.picture = paint(stroke.mask.bitmap, stroke.on ? desk.colourOf(stroke.on) : (desk.label()?.colour ?? '#8b8f99'))
        dirty = false
      }
      if (stroke && stroke.picture.width > 0 && stroke.mask.bitmap.width > 0) {
        const { x, y, width, height } = stroke.mask.bitmap
        context.drawImage(stroke.picture, x, y, width, height)
      }
      if (at) ring(context, at, desk.brush.get() / 2, pixel, erase)
    },
  }
}

/** The brush itself, seen on any ground. */
function ring(context: CanvasRenderingContext2D, [x, y]: Point, radius: number, pixel: number, erase: boolean): void {
  context.beginPath()
  context.arc(x, y, radius, 0, Math.PI * 2)
  context.lineWidth = 3 * pixel
  context.strokeStyle = '#000000'
  context.stroke()
  context.lineWidth = 1.5 * pixel
  context.strokeStyle = '#ffffff'
  context.setLineDash(erase ? [4 * pixel, 3 * pixel] : [])
  context.stroke()
  context.setLineDash([])
}
