import { boxBetween, distance, type Box } from '@/lib/labeling/canvas/geometry'
import { moveShape } from '@/lib/labeling/canvas/handles'
import type { Point } from '@/lib/labeling/shapes'
import { trace } from '../stage/trace'
import type { Desk, Press, Tool } from './tool'

/** Screen pixels below which a press is the first of two corners rather than a drag. */
const still = 4
/** The first template, in image pixels; after that it is as large as the last box. */
const firstTemplate = 50

/** Remembers the size of the last box for as long as the page is open. */
export interface LastSize {
  width: number
  height: number
}

export function newLastSize(): LastSize {
  return { width: firstTemplate, height: firstTemplate }
}

/** A box by dragging, or by two presses at opposite corners. */
export function boxTool(desk: Desk, last: LastSize): Tool {
  let start: Point | null = null
  let began: Point = [0, 0]
  let end: Point = [0, 0]
  let pressed = false
  /** The first corner is of this very press. */
  let fresh = false

  function place(): boolean {
    const box = start && boxBetween(start, end, desk.image)
    const tooSmall = !box || Math.min(box.width, box.height) < 1
    if (tooSmall) return false
    start = null
    desk.hint.set('')
    if (desk.make(box)) Object.assign(last, { width: box.width, height: box.height })
    desk.redraw()
    return true
  }
  const follow = ({ at }: Press) => {
    end = at
    if (start) desk.redraw()
  }
  return {
    cursor: 'crosshair',
    down(press) {
      pressed = true
      end = press.at
      fresh = !start
      if (start) return
      start = press.at
      began = press.window
    },
    drag: follow,
    hover: follow,
    up(press) {
      pressed = false
      follow(press)
      const dragged = distance(press.window, began) > still
      if (!dragged || !place()) desk.hint.set(start ? 'Press at the opposite corner' : '')
      desk.redraw()
    },
    finish: () => start !== null && (place() || giveUp()),
    cancel: () => start !== null && giveUp(),
    retract() {
      pressed = false
      if (fresh) giveUp()
    },
    open: () => start !== null,
    back: () => start !== null && !pressed && giveUp(),
    draw(context, pixel) {
      const box = start && boxBetween(start, end, desk.image)
      if (box) outline(context, box, desk, pixel)
    },
  }
  function giveUp(): boolean {
    start = null
    desk.hint.set('')
    desk.redraw()
    return true
  }
}

/** A box as large as the last one, around the place of the press. */
export function templateTool(desk: Desk, last: LastSize): Tool {
  let at: Point | null = null
  const box = ([x, y]: Point): Box => {
    const size = { width: Math.min(last.width, desk.image.width), height: Math.min(last.height, desk.image.height) }
    const centred: Box = { kind: 'box', x: 0, y: 0, ...size, angle: 0 }
    return moveShape(centred, x - size.width / 2, y - size.height / 2, desk.image) as Box
  }
  const follow = (press: Press) => {
    at = press.at
    desk.redraw()
  }
  const leave = () => {
    at = null
    desk.redraw()
  }
  return {
    cursor: 'crosshair',
    down: follow,
    drag: follow,
    hover: follow,
    up(press) {
      desk.make(box(press.at))
      at = null
    },
    retract: leave,
    leave,
    draw(context, pixel) {
      if (at) outline(context, box(at), desk, pixel)
    },
  }
}

/** What is being drawn. */
export function outline(context: CanvasRenderingContext2D, box: Box, desk: Desk, pixel: number): void {
  context.strokeStyle = context.fillStyle = desk.label()?.colour ?? '#8b8f99'
  context.lineWidth = 2 * pixel
  context.beginPath()
  trace(context, box)
  context.globalAlpha = 0.18
  context.fill()
  context.globalAlpha = 1
  context.stroke()
}
