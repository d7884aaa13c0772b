import { clampPoint } from '@/lib/labeling/canvas/geometry'
import type { Keypoints } from '@/lib/labeling/canvas/geometry'
import type { Point } from '@/lib/labeling/shapes'
import { drawKeypoints } from '../stage/trace'
import type { Desk, Press, Tool } from './tool'

type Places = Keypoints['points']

/** The points of a skeleton one after the other, in the label's order. Shift marks one as covered, N leaves one out. */
export function keypointsTool(desk: Desk): Tool {
  let points: Places = []
  let taken: Places = []
  let end: Point = [0, 0]

  const names = () => desk.label()?.skeleton?.points ?? ['Point']
  const tell = () => {
    const next = names()[points.length]
    const place = `${points.length + 1} of ${names().length}: ${next}`
    desk.hint.set(points.length > 0 && next !== undefined ? `${place}. Shift for covered, N leaves it out, Enter ends.` : '')
    desk.redraw()
  }
  function settle(): boolean {
    if (points.length === 0) return false
    const rest = names().slice(points.length).map(() => ({ x: 0, y: 0, v: 0 as const }))
    const all = [...points, ...rest]
    if (all.some(({ v }) => v > 0) && !desk.make({ kind: 'keypoints', points: all })) return false
    return clear()
  }
  function clear(): boolean {
    points = []
    taken = []
    tell()
    return true
  }
  function add(point: Places[number]): void {
    points.push(point)
    if (points.length >= names().length) settle()
    else tell()
  }
  const follow = ({ at }: Press) => {
    end = clampPoint(at, desk.image)
    if (points.length > 0) desk.redraw()
  }
  return {
    cursor: 'crosshair',
    hover: follow,
    drag: follow,
    up(press) {
      follow(press)
      if (!desk.label()) return desk.hint.set('Choose a label first.')
      taken = []
      add({ x: end[0], y: end[1], v: press.shift ? 1 : 2 })
    },
    key(name) {
      if (name !== 'n' || points.length === 0) return false
      add({ x: 0, y: 0, v: 0 })
      return true
    },
    finish: settle,
    cancel: () => points.length > 0 && clear(),
    open: () => points.length > 0,
    back() {
      const point = points.pop()
      if (point) taken.push(point)
      tell()
      return point !== undefined
    },
    forward() {
      const point = points.length > 0 ? taken.pop() : undefined
      if (point) add(point)
      return point !== undefined
    },
    draw(context, pixel) {
      if (points.length === 0) return
      context.strokeStyle = context.fillStyle = desk.label()?.colour ?? '#8b8f99'
      context.lineWidth = 2 * pixel
      drawKeypoints(context, { kind: 'keypoints', points: [...points, { x: end[0], y: end[1], v: 1 }] }, desk.label()?.skeleton ?? null, pixel)
    },
  }
}
