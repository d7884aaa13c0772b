import type { Point } from '../shapes'
import { clampPoint, distance, inRing, nearestOn, type Polygon } from './geometry'
import type { Size } from './viewport'

/** A corner of a polygon: ring 0 is the outline, the others its holes. */
export interface Corner {
  ring: number
  index: number
}

export function ringAt(shape: Polygon, ring: number): Point[] {
  return ring === 0 ? shape.points : shape.holes[ring - 1]!
}

function withRing(shape: Polygon, ring: number, points: Point[]): Polygon {
  if (ring === 0) return { ...shape, points }
  return { ...shape, holes: shape.holes.map((hole, at) => (at === ring - 1 ? points : hole)) }
}

export function movePoint(shape: Polygon, { ring, index }: Corner, to: Point, image: Size): Polygon {
  return withRing(shape, ring, ringAt(shape, ring).map((point, at) => (at === index ? clampPoint(to, image) : point)))
}

/** A new corner on the edge that begins at `corner`. */
export function insertPoint(shape: Polygon, { ring, index }: Corner, at: Point, image: Size): Polygon {
  const points = ringAt(shape, ring)
  return withRing(shape, ring, [...points.slice(0, index + 1), clampPoint(at, image), ...points.slice(index + 1)])
}

/** Without a corner. A hole that would keep two corners goes; an outline keeps its last three, and null says so. */
export function removePoint(shape: Polygon, { ring, index }: Corner): Polygon | null {
  const points = ringAt(shape, ring).filter((_, at) => at !== index)
  if (points.length >= 3) return withRing(shape, ring, points)
  return ring === 0 ? null : { ...shape, holes: shape.holes.filter((_, at) => at !== ring - 1) }
}

/** With a hole, if all its corners lie inside the outline; else null. */
export function addHole(shape: Polygon, hole: Point[]): Polygon | null {
  if (hole.length < 3 || !hole.every((point) => inRing(point, shape.points))) return null
  return { ...shape, holes: [...shape.holes, hole] }
}

/** The edge nearest to `point` and the place on it, within `reach`. */
export function nearestEdge(shape: Polygon, point: Point, reach: number): (Corner & { at: Point }) | null {
  let best: (Corner & { at: Point }) | null = null
  let least = reach
  for (let ring = 0; ring <= shape.holes.length; ring++) {
    const points = ringAt(shape, ring)
    for (let index = 0; index < points.length; index++) {
      const at = nearestOn(point, points[index]!, points[(index + 1) % points.length]!)
      const off = distance(point, at)
      if (off <= least) [least, best] = [off, { ring, index, at }]
    }
  }
  return best
}
