import polygonClipping, { type MultiPolygon } from 'polygon-clipping'
import { boundsOf, ringArea, ringsOf, type Box, type Mask, type Polygon } from '../canvas/geometry'
import { bitmapOf, maskArea, resized } from '../canvas/rle'
import type { Rect } from '../canvas/viewport'
import { fillRings } from '../formats/raster'
import type { Point, Shape } from '../shapes'
import { keypointSimilarity } from './keypoint-similarity'

type Area = Box | Polygon | Mask

/** How alike two shapes are, 0 to 1: intersection over union of areas, object keypoint similarity of keypoints; shapes that cannot be compared are 0. */
export function likeness(a: Shape, b: Shape): number {
  if (a.kind === 'keypoints' || b.kind === 'keypoints') return a.kind === 'keypoints' && b.kind === 'keypoints' ? keypointSimilarity(a, b) : 0
  if (a.kind === 'tag' || b.kind === 'tag') return a.kind === b.kind ? 1 : 0
  return overlapOf(a, b)
}

/**
 * Intersection over union, 0 to 1. Outlines (boxes, turned boxes, polygons with holes and crossing lines by the even–odd rule) are cut
 * exactly; with a mask, pixels are counted whose centres lie inside.
 */
export function overlapOf(a: Area, b: Area): number {
  const common = commonRect(a, b)
  if (!common) return 0
  if (isUpright(a) && isUpright(b)) return share(rectArea(common), a.width * a.height, b.width * b.height)
  if (a.kind === 'mask' || b.kind === 'mask') return pixelOverlap(a, b)
  try {
    const [first, second] = [outline(a), outline(b)]
    return share(areaOfAll(polygonClipping.intersection(first, second)), areaOfAll(first), areaOfAll(second))
  } catch {
    // Lines that nearly coincide can defeat the exact cut; pixels cannot be defeated.
    return pixelOverlap(a, b)
  }
}

/** Square pixels: of outlines exactly, of masks those that are set; 0 for what has no area. */
export function areaOf(shape: Shape): number {
  if (shape.kind === 'box') return shape.width * shape.height
  if (shape.kind === 'mask') return maskArea(shape)
  if (shape.kind !== 'polygon') return 0
  try {
    return areaOfAll(outline(shape))
  } catch {
    return Math.max(0, shape.holes.reduce((sum, hole) => sum - ringArea(hole), ringArea(shape.points)))
  }
}

const share = (both: number, a: number, b: number) => (both <= 0 ? 0 : Math.min(1, both / (a + b - both)))
const isUpright = (shape: Area): shape is Box => shape.kind === 'box' && shape.angle === 0
const rectArea = ({ minX, minY, maxX, maxY }: Rect) => (maxX - minX) * (maxY - minY)

/** Where the rectangles around two shapes overlap. */
function commonRect(a: Area, b: Area): Rect | null {
  const [first, second] = [boundsOf(a)!, boundsOf(b)!]
  const rect = { minX: Math.max(first.minX, second.minX), minY: Math.max(first.minY, second.minY), maxX: Math.min(first.maxX, second.maxX), maxY: Math.min(first.maxY, second.maxY) }
  return rect.maxX > rect.minX && rect.maxY > rect.minY ? rect : null
}

/** As areas that do not cross themselves. */
function outline(shape: Box | Polygon): MultiPolygon {
  return polygonClipping.xor(...(ringsOf(shape).map((ring) => [ring]) as [[Point[]], ...[Point[]][]]))
}

function areaOfAll(polygons: MultiPolygon): number {
  return polygons.reduce((sum, [outer, ...holes]) => sum + ringArea(outer!) - holes.reduce((less, hole) => less + ringArea(hole), 0), 0)
}

function pixelOverlap(a: Area, b: Area): number {
  const [first, second] = [boundsOf(a)!, boundsOf(b)!]
  const rect = { minX: Math.floor(Math.min(first.minX, second.minX)), minY: Math.floor(Math.min(first.minY, second.minY)), maxX: Math.ceil(Math.max(first.maxX, second.maxX)), maxY: Math.ceil(Math.max(first.maxY, second.maxY)) }
  const [left, right] = [pixels(a, rect), pixels(b, rect)]
  let [both, either] = [0, 0]
  for (let at = 0; at < left.length; at++) {
    if (left[at] && right[at]) both++
    if (left[at] || right[at]) either++
  }
  return either === 0 ? 0 : both / either
}

function pixels(shape: Area, rect: Rect): Uint8Array {
  if (shape.kind === 'mask') return resized(bitmapOf(shape), rect).bits
  const moved = ringsOf(shape).map((ring) => ring.map(([x, y]): Point => [x - rect.minX, y - rect.minY]))
  return fillRings(moved, { width: rect.maxX - rect.minX, height: rect.maxY - rect.minY })
}
