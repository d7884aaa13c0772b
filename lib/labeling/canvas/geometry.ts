import type { Point, Shape } from '../shapes'
import type { Rect, Size } from './viewport'

export type Box = Extract<Shape, { kind: 'box' }>
export type Polygon = Extract<Shape, { kind: 'polygon' }>
export type Mask = Extract<Shape, { kind: 'mask' }>
export type Keypoints = Extract<Shape, { kind: 'keypoints' }>

/** `point` turned by `angle` degrees clockwise (y points down) about `centre`. */
export function turn([x, y]: Point, [cx, cy]: Point, angle: number): Point {
  if (angle === 0) return [x, y]
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  return [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]
}

export function centreOf(box: Box): Point {
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Clockwise from the top left corner, as turned. */
export function boxCorners(box: Box): [Point, Point, Point, Point] {
  const centre = centreOf(box)
  const right = box.x + box.width
  const bottom = box.y + box.height
  const corner = (x: number, y: number) => turn([x, y], centre, box.angle)
  return [corner(box.x, box.y), corner(right, box.y), corner(right, bottom), corner(box.x, bottom)]
}

export function rectOf(points: readonly Point[]): Rect {
  const rect = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity }
  for (const [x, y] of points) {
    if (x < rect.minX) rect.minX = x
    if (y < rect.minY) rect.minY = y
    if (x > rect.maxX) rect.maxX = x
    if (y > rect.maxY) rect.maxY = y
  }
  return rect
}

/** Keypoints that are labeled, as places. */
export function seen(shape: Keypoints): Point[] {
  return shape.points.filter(({ v }) => v > 0).map(({ x, y }) => [x, y])
}

/** The smallest upright rectangle around a shape; null for a tag and for keypoints of which none is labeled. */
export function boundsOf(shape: Shape): Rect | null {
  if (shape.kind === 'tag') return null
  if (shape.kind === 'mask') return { minX: shape.x, minY: shape.y, maxX: shape.x + shape.width, maxY: shape.y + shape.height }
  if (shape.kind === 'polygon') return rectOf(shape.points)
  if (shape.kind === 'box') return shape.angle === 0 ? { minX: shape.x, minY: shape.y, maxX: shape.x + shape.width, maxY: shape.y + shape.height } : rectOf(boxCorners(shape))
  const points = seen(shape)
  return points.length > 0 ? rectOf(points) : null
}

/** Even–odd rule. */
export function inRing([x, y]: Point, ring: readonly Point[]): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax, ay] = ring[at]!
    const [bx, by] = ring[before]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** The nearest place on the segment a–b. */
export function nearestOn([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): Point {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return [ax + t * dx, ay + t * dy]
}

export function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by)
}

/** From a point to the outline of a closed ring. */
export function distanceToRing(point: Point, ring: readonly Point[]): number {
  let least = Infinity
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) least = Math.min(least, distance(point, nearestOn(point, ring[before]!, ring[at]!)))
  return least
}

/** The area of a ring, in square pixels, by Gauss's formula. */
export function ringArea(ring: readonly Point[]): number {
  let twice = 0
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) twice += ring[before]![0] * ring[at]![1] - ring[at]![0] * ring[before]![1]
  return Math.abs(twice) / 2
}

/** The rings of a box or a polygon, its holes after the outline. */
export function ringsOf(shape: Box | Polygon): Point[][] {
  return shape.kind === 'box' ? [boxCorners(shape)] : [shape.points, ...shape.holes]
}

export function clampPoint([x, y]: Point, image: Size): Point {
  return [Math.min(image.width, Math.max(0, x)), Math.min(image.height, Math.max(0, y))]
}

/** The upright box between two opposite corners, inside the image; null where it would have no area. */
export function boxBetween(from: Point, to: Point, image: Size): Box | null {
  const { minX, minY, maxX, maxY } = rectOf([clampPoint(from, image), clampPoint(to, image)])
  if (maxX <= minX || maxY <= minY) return null
  return { kind: 'box', x: minX, y: minY, width: maxX - minX, height: maxY - minY, angle: 0 }
}

/** Pixels below which a turned box has no area. */
const thinnest = 1e-6

/** A turned box whose one edge runs from a to b and that reaches to the side of `to`; null where it would have no area. */
export function boxOnEdge(a: Point, b: Point, to: Point): Box | null {
  const width = distance(a, b)
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
  // In the frame of the edge, the third point's height above it decides.
  const [, depth] = turn([to[0] - a[0], to[1] - a[1]], [0, 0], -angle)
  if (width < thinnest || Math.abs(depth) < thinnest) return null
  const middle = turn([width / 2, depth / 2], [0, 0], angle)
  const centre: Point = [a[0] + middle[0], a[1] + middle[1]]
  const height = Math.abs(depth)
  return { kind: 'box', x: centre[0] - width / 2, y: centre[1] - height / 2, width, height, angle: upright(angle) }
}

/** The same angle from 0 up to 360. */
export function upright(angle: number): number {
  return ((angle % 360) + 360) % 360
}
