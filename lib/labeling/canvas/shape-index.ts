import RBush, { type BBox } from 'rbush'
import type { Annotation, Point, Shape } from '../shapes'
import { boundsOf, distance, distanceToRing, inRing, ringArea, ringsOf, seen } from './geometry'
import { inMask, maskArea } from './rle'
import type { Rect } from './viewport'

export interface Entry extends BBox {
  annotation: Annotation
}

/** Where the shapes of an image are: an R-tree over their bounds, so that ten thousand cost no more than those in sight. */
export class ShapeIndex {
  private tree = new RBush<Entry>()
  private entries = new Map<string, Entry>()

  constructor(annotations: Iterable<Annotation> = []) {
    for (const annotation of annotations) {
      const entry = entryOf(annotation)
      if (entry) this.entries.set(annotation.id, entry)
    }
    this.tree.load([...this.entries.values()])
  }

  put(annotation: Annotation): void {
    this.remove(annotation.id)
    const entry = entryOf(annotation)
    if (!entry) return
    this.entries.set(annotation.id, entry)
    this.tree.insert(entry)
  }

  remove(id: string): void {
    const entry = this.entries.get(id)
    if (!entry) return
    this.entries.delete(id)
    this.tree.remove(entry)
  }

  /** All whose bounds touch the rectangle, in no particular order. */
  search(rect: Rect): Entry[] {
    return this.tree.search(rect)
  }

  /**
   * What a press at `point` means, nearest first: shapes whose outline is within `reach`, else those that the point is
   * inside of, the smaller before the larger, and of equal ones the upper. Hidden ones cannot be hit.
   */
  at(point: Point, reach: number): Annotation[] {
    const [x, y] = point
    const hits: { annotation: Annotation; near: number; area: number }[] = []
    for (const { annotation } of this.tree.search({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach })) {
      if (annotation.hidden) continue
      const hit = hitOf(annotation.shape, point, reach)
      if (hit) hits.push({ annotation, ...hit })
    }
    hits.sort((a, b) => a.near - b.near || a.area - b.area || inOrder(b.annotation, a.annotation))
    return hits.map(({ annotation }) => annotation)
  }
}

/** By height, then by id, so that the order is the same everywhere. */
export function inOrder(a: Annotation, b: Annotation): number {
  return a.z - b.z || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function entryOf(annotation: Annotation): Entry | null {
  const bounds = boundsOf(annotation.shape)
  return bounds && { ...bounds, annotation }
}

/** `near` is 0 on the outline and 1 inside. */
function hitOf(shape: Shape, point: Point, reach: number): { near: 0 | 1; area: number } | null {
  if (shape.kind === 'tag') return null
  if (shape.kind === 'keypoints') return seen(shape).some((at) => distance(at, point) <= reach * 1.5) ? { near: 0, area: 0 } : null
  if (shape.kind === 'mask') return inMask(shape, ...point) ? { near: 1, area: maskArea(shape) } : null
  const rings = ringsOf(shape)
  const area = ringArea(rings[0]!)
  if (rings.some((ring) => distanceToRing(point, ring) <= reach)) return { near: 0, area }
  const [outline, ...holes] = rings
  return inRing(point, outline!) && !holes.some((hole) => inRing(point, hole)) ? { near: 1, area } : null
}
