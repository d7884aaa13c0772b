import { distance, rectOf } from '@/lib/labeling/canvas/geometry'
import { dragHandle, moveShape, type Handle } from '@/lib/labeling/canvas/handles'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { changeOf, handleUnder, pointOn } from './parts'
import { reachOf, type Desk, type Press, type Tool } from './tool'

type Gesture =
  | { kind: 'handle'; handle: Handle; from: Annotation }
  | { kind: 'move'; from: Annotation[]; start: Point }
  | { kind: 'frame'; start: Point; end: Point; add: boolean }
  | { kind: 'pan'; last: Point }

/** Screen pixels that a press may shake without being a drag. */
const still = 3

/** Selects, moves, resizes and turns; adds and removes the points of a polygon. */
export function selectTool(desk: Desk): Tool {
  let gesture: Gesture | null = null
  let began: Point = [0, 0]
  let moved = false
  /** Selected by this very press. */
  let fresh = false
  let live: Annotation[] = []

  const only = (): Annotation | null => {
    const [id, second] = desk.selected.get()
    const annotation = id !== undefined && second === undefined ? desk.document.get(id) : undefined
    return annotation && !annotation.hidden ? annotation : null
  }
  const show = (annotations: Annotation[]) => {
    live = annotations
    desk.lift(live)
  }
  const settle = () => {
    if (live.length > 0) desk.edit(live)
    show([])
    gesture = null
  }

  function takeHandle(press: Press): boolean {
    const from = only()
    if (!from || from.locked) return false
    const handle = handleUnder(desk, from, press)
    const change = handle ? press.alt && changeOf(from, handle) : (press.alt || press.double) && pointOn(desk, from, press)
    if (change) {
      if (change.shape) desk.edit([{ ...from, shape: change.shape }])
      else desk.hint.set('A polygon keeps three points. Delete removes all of it.')
      return true
    }
    if (handle) gesture = { kind: 'handle', handle, from }
    return gesture !== null
  }

  function pick(press: Press): boolean {
    const hits = desk.document.index.at(press.at, reachOf(desk, press))
    const selected = desk.selected.get()
    // What is selected already is moved rather than left for what lies over it.
    const hit = hits.find(({ id }) => selected.has(id)) ?? hits[0]
    if (!hit) return false
    if (press.shift) {
      const next = new Set(selected)
      if (!next.delete(hit.id)) next.add(hit.id)
      desk.select(next)
    } else if (!selected.has(hit.id)) desk.select([hit.id])
    const from = [...desk.selected.get()].flatMap((id) => desk.document.get(id) ?? []).filter(({ locked }) => !locked)
    gesture = { kind: 'move', from, start: press.at }
    return true
  }

  function drag(press: Press): void {
    if (!gesture) return
    moved ||= distance(press.window, began) > still
    if (!moved) return
    if (gesture.kind === 'handle') show([{ ...gesture.from, shape: dragHandle(gesture.from.shape, gesture.handle, press.at, desk.image) }])
    else if (gesture.kind === 'move') {
      const [dx, dy] = [press.at[0] - gesture.start[0], press.at[1] - gesture.start[1]]
      show(gesture.from.map((annotation) => ({ ...annotation, shape: moveShape(annotation.shape, dx, dy, desk.image) })))
    } else if (gesture.kind === 'frame') gesture.end = press.at
    else {
      desk.panBy(press.window[0] - gesture.last[0], press.window[1] - gesture.last[1])
      gesture.last = press.window
    }
    desk.redraw()
  }

  function giveUp(): boolean {
    const drawing = gesture !== null
    live = []
    settle()
    return drawing
  }

  /** A second press at the same place means the next shape below. */
  function cycle(press: Press): void {
    const hits = desk.document.index.at(press.at, reachOf(desk, press))
    const at = hits.findIndex(({ id }) => desk.selected.get().has(id))
    if (hits.length > 1 && at >= 0) desk.select([hits[(at + 1) % hits.length]!.id])
  }

  return {
    cursor: 'default',
    down(press) {
      began = press.window
      moved = false
      const before = desk.selected.get()
      if (takeHandle(press)) return
      if (pick(press)) {
        fresh = before !== desk.selected.get()
        return
      }
      if (!press.shift) desk.select([])
      if (desk.pickProposal?.(press)) return
      gesture = press.touch && !press.shift ? { kind: 'pan', last: press.window } : { kind: 'frame', start: press.at, end: press.at, add: press.shift }
    },
    drag,
    up(press) {
      if (gesture?.kind === 'frame' && moved) {
        const rect = rectOf([gesture.start, press.at])
        const inside = desk.document.index.search(rect).filter(({ minX, minY, maxX, maxY, annotation }) => !annotation.hidden && minX >= rect.minX && minY >= rect.minY && maxX <= rect.maxX && maxY <= rect.maxY)
        desk.select([...(gesture.add ? desk.selected.get() : []), ...inside.map(({ annotation }) => annotation.id)])
      } else if (gesture?.kind === 'move' && !moved && !fresh && !press.shift) cycle(press)
      settle()
      desk.redraw()
    },
    finish() {
      const drawing = live.length > 0
      settle()
      return drawing
    },
    cancel: giveUp,
    retract: () => void giveUp(),
    draw(context, pixel) {
      if (gesture?.kind !== 'frame' || !moved) return
      const { minX, minY, maxX, maxY } = rectOf([gesture.start, gesture.end])
      context.lineWidth = pixel
      context.strokeStyle = '#ffffff'
      context.strokeRect(minX, minY, maxX - minX, maxY - minY)
      context.setLineDash([4 * pixel, 4 * pixel])
      context.strokeStyle = '#1a1c20'
      context.strokeRect(minX, minY, maxX - minX, maxY - minY)
      context.setLineDash([])
    },
  }
}
