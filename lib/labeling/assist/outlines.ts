import { rectOf, ringsOf } from '../canvas/geometry'
import { maskRings } from '../canvas/mask-rings'
import { bitmapOf, maskOf } from '../canvas/rle'
import { fillRings } from '../formats/raster'
import type { Point, Shape, ShapeKind } from '../shapes'

/** The closed rings of a polygon, or around a mask's pixels; inside is what an odd number of them surrounds. Null of other shapes, and of a mask without pixels. */
export function ringsOfShape(shape: Shape): Point[][] | null {
  if (shape.kind === 'polygon') return ringsOf(shape)
  if (shape.kind !== 'mask') return null
  // A rim of empty pixels closes rings at the edge.
  const rings = maskRings(bitmapOf(shape))
  return rings.length > 0 ? rings : null
}

/** The reverse: a polygon, or the mask of the pixels whose middles lie inside; null where there are none. */
export function shapeOfRings(rings: readonly Point[][], kind: Extract<ShapeKind, 'polygon' | 'mask'>): Shape | null {
  const [points, ...holes] = rings
  if (!points || rings.some((ring) => ring.length < 3)) return null
  if (kind === 'polygon') return { kind, points: [...points], holes }
  const bounds = rectOf(points)
  const [x, y] = [Math.floor(bounds.minX), Math.floor(bounds.minY)]
  const size = { width: Math.ceil(bounds.maxX) - x, height: Math.ceil(bounds.maxY) - y }
  if (size.width < 1 || size.height < 1) return null
  const bits = fillRings(rings.map((ring) => ring.map(([left, top]): Point => [left - x, top - y])), size)
  return maskOf({ x, y, ...size, bits })
}
