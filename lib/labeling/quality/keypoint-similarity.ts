import { rectOf, seen, type Keypoints } from '../canvas/geometry'

/** How far a point may be off, as a share of the object's size (CVAT's default for all points; COCO has one a joint). */
export const keypointSigma = 0.09

/**
 * Object keypoint similarity as COCO has it: the mean over the points that the first has placed of exp(−d² / (2 s² k²)), with k twice
 * sigma and s² the area of the object. That area is of the rectangle around all points of both, as people draw no outline; so it is
 * the same whichever comes first. A point that only one of them placed counts as 0. Two without any point are alike.
 */
export function keypointSimilarity(a: Keypoints, b: Keypoints, sigma = keypointSigma): number {
  const places = [...seen(a), ...seen(b)]
  if (places.length === 0) return 1
  const { minX, minY, maxX, maxY } = rectOf(places)
  const area = Math.max(1, (maxX - minX) * (maxY - minY))
  const spread = 2 * area * (2 * sigma) ** 2
  let [sum, count] = [0, 0]
  for (let at = 0; at < Math.max(a.points.length, b.points.length); at++) {
    const [p, q] = [placed(a, at), placed(b, at)]
    if (!p && !q) continue
    count++
    if (p && q) sum += Math.exp(-((p.x - q.x) ** 2 + (p.y - q.y) ** 2) / spread)
  }
  return sum / count
}

function placed({ points }: Keypoints, at: number) {
  const point = points[at]
  return point && point.v > 0 ? point : undefined
}
