import { clampPoint, distance, ringArea } from '@/lib/labeling/canvas/geometry'
import { addHole } from '@/lib/labeling/canvas/polygon'
import { simplifyRing } from '@/lib/labeling/canvas/simplify'
import type { Point } from '@/lib/labeling/shapes'
import { reachOf, type Desk, type Press, type Tool } from './tool'

/** Screen pixels between the points of a line drawn in one go, and how far they may be off when it is simplified. */
const between = 5
const tolerance = 1.2

/** A polygon point by point, or in one go; closed by a press on the first point, a double press or Enter. `hole` cuts one into the selected polygon. */
export function polygonTool(desk: Desk, hole = false): Tool {
  let points: Point[] = []
  let taken: Point[] = []
  /** The number of points before each press, so that undo takes back a press. */
  let presses: number[] = []
  let end: Point = [0, 0]
  /** The number of points before the press under way. */
  let before = 0

  const tell = (text?: string) => {
    desk.hint.set(text ?? (points.length === 0 ? '' : points.length < 3 ? 'Press at the next point' : 'Enter, a double press or the first point closes it'))
    desk.redraw()
  }
  const target = () => {
    const [id, second] = desk.selected.get()
    const annotation = id !== undefined && second === undefined ? desk.document.get(id) : undefined
    return annotation?.shape.kind === 'polygon' && !annotation.locked ? { annotation, shape: annotation.shape } : null
  }
  function close(): boolean {
    if (points.length < 3 || ringArea(points) < 1) return false
    const ring = points
    if (hole) {
      const into = target()
      const shape = into && addHole(into.shape, ring)
      if (!shape) {
        tell('A hole lies inside the selected polygon. Undo takes back its last point, Escape gives it up.')
        return false
      }
      desk.edit([{ ...into.annotation, shape }])
    } else if (!desk.make({ kind: 'polygon', points: ring, holes: [] })) return false
    return clear()
  }
  function clear(): boolean {
    points = []
    taken = []
    presses = []
    tell()
    return true
  }
  const follow = ({ at }: Press) => {
    end = clampPoint(at, desk.image)
    if (points.length > 0) desk.redraw()
  }
  return {
    cursor: 'crosshair',
    down(press) {
      follow(press)
      before = points.length
      if (hole && points.length === 0 && !target()) return tell('Select the polygon that gets the hole first.')
      const nearFirst = points.length >= 3 && distance(points[0]!, press.at) <= reachOf(desk, press)
      if (nearFirst || (press.double && points.length >= 3)) return void close()
      const last = points.at(-1)
      if (last && distance(last, end) < 0.01) return
      presses.push(points.length)
      points.push(end)
      taken = []
      tell()
    },
    drag(press) {
      follow(press)
      const last = points.at(-1)
      if (last && presses.length > 0 && distance(last, end) * desk.view.scale >= between) points.push(end)
    },
    up() {
      const from = presses.at(-1) ?? 0
      // What was drawn in one go has more points than it needs.
      if (points.length - from > 4) points = [...points.slice(0, from), ...thinned(points.slice(from), tolerance / desk.view.scale)]
      tell()
    },
    hover: follow,
    finish: () => points.length > 0 && (close() || true),
    cancel: () => points.length > 0 && clear(),
    retract() {
      if (points.length <= before) return
      points = points.slice(0, before)
      presses.pop()
      tell()
    },
    open: () => points.length > 0,
    back() {
      if (points.length === 0) return false
      const from = presses.pop() ?? 0
      // Freehand lines go back as a whole, and come again as a whole.
      taken.push(...points.slice(from).reverse())
      points = points.slice(0, from)
      tell()
      return true
    },
    forward() {
      const point = points.length > 0 ? taken.pop() : undefined
      if (!point) return false
      presses.push(points.length)
      points.push(point)
      tell()
      return true
    },
    draw(context, pixel) {
      if (points.length === 0) return
      const colour = hole ? '#ffffff' : (desk.label()?.colour ?? '#8b8f99')
      context.strokeStyle = context.fillStyle = colour
      context.lineWidth = 2 * pixel
      context.beginPath()
      for (const point of points) context.lineTo(...point)
      context.lineTo(...end)
      context.stroke()
      for (const [index, [x, y]] of points.entries()) {
        context.beginPath()
        context.arc(x, y, (index === 0 ? 5 : 3) * pixel, 0, Math.PI * 2)
        context.fill()
      }
    },
  }
}

/** An open line with fewer points. */
function thinned(line: Point[], most: number): Point[] {
  const back = line.slice(1, -1).reverse()
  const kept = new Set(simplifyRing([...line, ...back], most).map((point) => point.join()))
  return line.filter((point, at) => at === 0 || at === line.length - 1 || kept.has(point.join()))
}
