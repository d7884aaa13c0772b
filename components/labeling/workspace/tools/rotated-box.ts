import { boxOnEdge, clampPoint, distance } from '@/lib/labeling/canvas/geometry'
import type { Point } from '@/lib/labeling/shapes'
import { outline } from './box'
import type { Desk, Press, Tool } from './tool'

const still = 4

/** A turned box: two ends of one edge (by a drag or two presses), then how far it reaches. */
export function rotatedBoxTool(desk: Desk): Tool {
  let points: Point[] = []
  let taken: Point | null = null
  /** The first end is of this very press. */
  let fresh = false
  let began: Point = [0, 0]
  let end: Point = [0, 0]

  const tell = () => {
    desk.hint.set(['', 'Press at the other end of the edge', 'Press where the opposite edge is'][points.length]!)
    desk.redraw()
  }
  const follow = ({ at }: Press) => {
    end = clampPoint(at, desk.image)
    if (points.length > 0) desk.redraw()
  }
  function add(point: Point): void {
    const last = points.at(-1)
    if (points.length < 2 && !(last && distance(last, point) < 1)) points.push(point)
    else if (points.length === 2) {
      const box = boxOnEdge(points[0]!, points[1]!, point)
      if (!box || box.height < 1) return
      points = []
      desk.make(box)
    }
    taken = null
    tell()
  }
  return {
    cursor: 'crosshair',
    down(press) {
      follow(press)
      began = press.window
      fresh = points.length === 0
      if (fresh) add(end)
    },
    drag: follow,
    hover: follow,
    up(press) {
      follow(press)
      const dragged = distance(press.window, began) > still
      if (points.length === 1 && !dragged && distance(points[0]!, end) * desk.view.scale <= still) return tell()
      add(end)
    },
    finish: () => points.length > 0 && (points.length === 2 && add(end), points.length > 0 ? clear() : true),
    cancel: () => points.length > 0 && clear(),
    retract: () => void (fresh && clear()),
    open: () => points.length > 0,
    back() {
      taken = points.pop() ?? null
      tell()
      return taken !== null
    },
    forward() {
      if (!taken || points.length === 0) return false
      add(taken)
      return true
    },
    draw(context, pixel) {
      if (points.length === 0) return
      const box = points.length === 2 ? boxOnEdge(points[0]!, points[1]!, end) : null
      if (box) return outline(context, box, desk, pixel)
      context.strokeStyle = desk.label()?.colour ?? '#8b8f99'
      context.lineWidth = 2 * pixel
      context.beginPath()
      context.moveTo(...points[0]!)
      context.lineTo(...(points[1] ?? end))
      context.stroke()
    },
  }
  function clear(): boolean {
    points = []
    tell()
    return true
  }
}
