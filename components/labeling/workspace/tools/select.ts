import { distance, rectOf } from '@/lib/labeling/canvas/geometry'
import { dragHandle, handleAt, handlesOf, moveShape, type Handle } from '@/lib/labeling/canvas/handles'
import { insertPoint, nearestEdge, removePoint } from '@/lib/labeling/canvas/polygon'
import type { Annotation, Point } from '@/lib/labeling/shapes'
import { turnAbove } from '../stage/draw-active'
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
    const reach = reachOf(desk, press)
    const handle = handleAt(handlesOf(from.shape, turnAbove / desk.view.scale), press.at, reach)
    if (handle && press.alt && alter(from, handle)) return true
    if (handle) gesture = { kind: 'handle', handle, from }
    else if (from.shape.kind === 'polygon' && (press.alt || press.double)) {
      const edge = nearestEdge(from.shape, press.at, reach)
      if (edge) desk.edit([{ ...from, shape: insertPoint(from.shape, edge, edge.at, desk.image) }])
      return edge !== null
    }
    return gesture !== null
  }

  /** With Alt: a polygon's point goes, a keypoint is covered or seen. */
  function alter(from: Annotation, handle: Handle): boolean {
    if (from.shape.kind === 'polygon' && handle.kind === 'point') {
      const shape = removePoint(from.shape, handle)
      if (shape) desk.edit([{ ...from, shape }])
      else desk.hint.set('A polygon keeps three points. Delete removes all of it.')
      return true
    }
    if (from.shape.kind === 'keypoints' && handle.kind === 'keypoint') {
      const points = from.shape.points.map((point, at) => (at === handle.index ? { ...point, v: point.v === 2 ? (1 as const) : (2 as const) } : point))
      desk.edit([{ ...from, shape: { ...from.shape, points } }])
      return true
    }
    return false
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
      gesture = press.touch ? { kind: 'pan', last: press.window } : { kind: 'frame', start: press.at, end: press.at, add: press.shift }
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
    cancel() {
      const drawing = gesture !== null
      live = []
      settle()
      return drawing
    },
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
