import type { Point } from '../shapes'
import { distance, nearestOn } from './geometry'

/**
 * Fewer points of a closed ring, none of the left-out ones further than `tolerance` from the new outline (Douglas and
 * Peucker's method between the first point and the one furthest from it). Never below three points.
 */
export function simplifyRing(ring: readonly Point[], tolerance: number): Point[] {
  if (ring.length <= 3) return [...ring]
  let far = 0
  for (let at = 1; at < ring.length; at++) if (distance(ring[0]!, ring[at]!) > distance(ring[0]!, ring[far]!)) far = at
  const kept = new Uint8Array(ring.length + 1)
  const closed = [...ring, ring[0]!]
  kept[0] = kept[far] = kept[ring.length] = 1
  keep(closed, 0, far, tolerance, kept)
  keep(closed, far, ring.length, tolerance, kept)
  const fewer = ring.filter((_, at) => kept[at] === 1)
  return fewer.length >= 3 ? fewer : [...ring]
}

function keep(points: readonly Point[], from: number, to: number, tolerance: number, kept: Uint8Array): void {
  const open: [number, number][] = [[from, to]]
  for (let part = open.pop(); part; part = open.pop()) {
    const [begin, end] = part
    let worst = tolerance
    let at = -1
    for (let index = begin + 1; index < end; index++) {
      const off = distance(points[index]!, nearestOn(points[index]!, points[begin]!, points[end]!))
      if (off > worst) [worst, at] = [off, index]
    }
    if (at < 0) continue
    kept[at] = 1
    open.push([begin, at], [at, end])
  }
}
