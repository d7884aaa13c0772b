import { boundsOf } from '../canvas/geometry'
import type { Annotation } from '../shapes'
import { assign, type Candidate } from './assign'
import { likeness } from './overlap'

/** Shapes at least so much alike are of the same object. */
export const sameObject = 0.5

export interface Match {
  a: Annotation
  b: Annotation
  /** 0 to 1: overlap, or similarity of keypoints. */
  likeness: number
}

export interface Matching {
  matches: Match[]
  onlyA: Annotation[]
  onlyB: Annotation[]
}

/**
 * Which shapes of two opinions are of the same objects: the pairing with the most likeness in all, whatever their labels, of pairs that
 * are alike by at least `threshold`. Tags are left out.
 */
export function matchShapes(a: readonly Annotation[], b: readonly Annotation[], threshold = sameObject): Matching {
  const [left, right] = [a, b].map((all) => all.filter(({ shape }) => shape.kind !== 'tag')) as [Annotation[], Annotation[]]
  const taken = assign(candidatesOf(left, right, threshold))
  const [usedLeft, usedRight] = [new Set(taken.map((pair) => pair.left)), new Set(taken.map((pair) => pair.right))]
  return {
    matches: taken.map((pair) => ({ a: left[pair.left]!, b: right[pair.right]!, likeness: pair.value })),
    onlyA: left.filter((_, at) => !usedLeft.has(at)),
    onlyB: right.filter((_, at) => !usedRight.has(at)),
  }
}

/** Those whose rectangles meet; the right ones sorted by their left edge, so that few are looked at. */
function candidatesOf(left: readonly Annotation[], right: readonly Annotation[], threshold: number): Candidate[] {
  const sorted = right.flatMap(({ shape }, at) => {
    const bounds = boundsOf(shape)
    return bounds ? [{ at, shape, bounds }] : []
  }).sort((one, other) => one.bounds.minX - other.bounds.minX)
  return left.flatMap(({ shape }, at) => {
    const bounds = boundsOf(shape)
    if (!bounds) return []
    const found: Candidate[] = []
    // Keypoints may be alike without rectangles that meet, as those of two points on a line.
    const meets = shape.kind === 'keypoints' ? () => true : (other: typeof bounds) => other.maxX > bounds.minX && other.minY < bounds.maxY && other.maxY > bounds.minY
    for (const other of sorted) {
      if (shape.kind !== 'keypoints' && other.bounds.minX >= bounds.maxX) break
      if (!meets(other.bounds)) continue
      const value = likeness(shape, other.shape)
      if (value >= threshold) found.push({ left: at, right: other.at, value })
    }
    return found
  })
}
