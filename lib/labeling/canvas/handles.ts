import type { Point, Shape } from '../shapes'
import { boxCorners, centreOf, clampPoint, distance, seen, turn, upright, type Box } from './geometry'
import { movePoint, ringAt } from './polygon'
import type { Size } from './viewport'

/**
 * What one can take hold of on the selected shape. `side`: of a box, in its own frame: -1, 0 or 1 along each axis.
 * `turn` sits above the top edge. `point` and `keypoint` are corners of a polygon and points of a skeleton.
 */
export type Handle = { at: Point } & (
  | { kind: 'side'; sx: -1 | 0 | 1; sy: -1 | 0 | 1 }
  | { kind: 'turn' }
  | { kind: 'point'; ring: number; index: number }
  | { kind: 'keypoint'; index: number }
)

const sides = [[-1, -1], [0, -1], [1, -1], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0]] as const

/** `above` is how far above a box its turning handle sits, in image pixels; left out, there is none. */
export function handlesOf(shape: Shape, above?: number): Handle[] {
  if (shape.kind === 'box') return boxHandles(shape, above)
  if (shape.kind === 'keypoints') return shape.points.flatMap(({ x, y, v }, index) => (v > 0 ? [{ kind: 'keypoint' as const, index, at: [x, y] as Point }] : []))
  if (shape.kind !== 'polygon') return []
  return [shape.points, ...shape.holes].flatMap((ring, number) => ring.map((at, index) => ({ kind: 'point' as const, ring: number, index, at })))
}

function boxHandles(box: Box, above?: number): Handle[] {
  const centre = centreOf(box)
  const at = (sx: number, sy: number, up = 0) => turn([centre[0] + (sx * box.width) / 2, centre[1] + (sy * box.height) / 2 - up], centre, box.angle)
  const found: Handle[] = sides.map(([sx, sy]) => ({ kind: 'side', sx, sy, at: at(sx, sy) }))
  if (above !== undefined) found.push({ kind: 'turn', at: at(0, -1, above) })
  return found
}

/** The nearest handle within `reach` image pixels. Corners win over the sides between them. */
export function handleAt(handles: readonly Handle[], point: Point, reach: number): Handle | null {
  let best: Handle | null = null
  let least = reach
  for (const handle of handles) {
    const off = distance(handle.at, point) + (handle.kind === 'side' && (handle.sx === 0 || handle.sy === 0) ? reach * 0.25 : 0)
    if (off <= least) [least, best] = [off, handle]
  }
  return best
}

/** The shape with a handle drawn to a place. It stays in the image, and a box keeps at least one pixel each way. */
export function dragHandle(shape: Shape, handle: Handle, to: Point, image: Size): Shape {
  if (shape.kind === 'box' && handle.kind === 'side') return resizeBox(shape, handle.sx, handle.sy, to, image)
  if (shape.kind === 'box' && handle.kind === 'turn') return turnBox(shape, to)
  if (shape.kind === 'polygon' && handle.kind === 'point') return ringAt(shape, handle.ring) ? movePoint(shape, handle, to, image) : shape
  if (shape.kind === 'keypoints' && handle.kind === 'keypoint') {
    const [x, y] = clampPoint(to, image)
    return { ...shape, points: shape.points.map((point, at) => (at === handle.index ? { ...point, x, y } : point)) }
  }
  return shape
}

/** The side or corner follows, the opposite one stays where it is on the image. Drawn beyond it, the box turns over. */
function resizeBox(box: Box, sx: number, sy: number, to: Point, image: Size): Box {
  const centre = centreOf(box)
  const target = turn(clampPoint(to, image), centre, -box.angle)
  const [left, width] = span(box.x, box.width, sx, target[0])
  const [top, height] = span(box.y, box.height, sy, target[1])
  const middle = turn([left + width / 2, top + height / 2], centre, box.angle)
  return { ...box, x: middle[0] - width / 2, y: middle[1] - height / 2, width, height }
}

function span(begin: number, length: number, side: number, to: number): [begin: number, length: number] {
  if (side === 0) return [begin, length]
  const fixed = side > 0 ? begin : begin + length
  const size = Math.max(1, Math.abs(to - fixed))
  return [to < fixed ? fixed - size : fixed, size]
}

function turnBox(box: Box, to: Point): Box {
  const [x, y] = centreOf(box)
  return { ...box, angle: upright((Math.atan2(to[1] - y, to[0] - x) * 180) / Math.PI + 90) }
}

/** The shape moved, as far as it stays in the image. Masks move by whole pixels. */
export function moveShape(shape: Shape, dx: number, dy: number, image: Size): Shape {
  const points = anchors(shape)
  if (points.length === 0) return shape
  const along = (values: number[], by: number, most: number) => {
    const [least, furthest] = [Math.min(...values), Math.max(...values)]
    // What reaches out of the image already (a turned box) is not pushed in, but gets no further out.
    return by < 0 ? Math.max(by, Math.min(0, -least)) : Math.min(by, Math.max(0, most - furthest))
  }
  const x = along(points.map((point) => point[0]), dx, image.width)
  const y = along(points.map((point) => point[1]), dy, image.height)
  const shift = ([px, py]: Point): Point => [px + x, py + y]
  if (shape.kind === 'box') return { ...shape, x: shape.x + x, y: shape.y + y }
  if (shape.kind === 'mask') return { ...shape, x: shape.x + Math.trunc(x), y: shape.y + Math.trunc(y) }
  if (shape.kind === 'polygon') return { ...shape, points: shape.points.map(shift), holes: shape.holes.map((hole) => hole.map(shift)) }
  if (shape.kind === 'keypoints') return { ...shape, points: shape.points.map((point) => (point.v > 0 ? { ...point, x: point.x + x, y: point.y + y } : point)) }
  return shape
}

function anchors(shape: Shape): Point[] {
  if (shape.kind === 'box') return boxCorners(shape)
  if (shape.kind === 'polygon') return shape.points
  if (shape.kind === 'keypoints') return seen(shape)
  if (shape.kind === 'mask') return [[shape.x, shape.y], [shape.x + shape.width, shape.y + shape.height]]
  return []
}
