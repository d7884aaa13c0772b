import { boundsOf, ringsOf, type Box, type Mask, type Polygon } from './canvas/geometry'
import { bitmapOf, resized } from './canvas/rle'
import type { Rect } from './canvas/viewport'
import { fillRings } from './formats/raster'
import type { Annotation, Point, Shape } from './shapes'

/** Shapes that overlap so much are taken for the same object. */
const sameObject = 0.5

/**
 * What the opinions of several people come to. Of one person: what they said. Of more: labels of the whole image that most of
 * them gave (the most given where one alone is allowed), and objects that most of them drew with the same label, each as the
 * one of them drew it who is closest to the others. A real person's shape, never an average.
 */
export function mergeOpinions(opinions: Annotation[][], tags: 'one' | 'many'): Annotation[] {
  if (opinions.length < 2) return opinions[0] ?? []
  return [...mergeTags(opinions, tags), ...mergeShapes(opinions)]
}

function mergeTags(opinions: Annotation[][], tags: 'one' | 'many'): Annotation[] {
  const votes = new Map<string, Annotation[]>()
  for (const opinion of opinions) for (const tag of new Map(opinion.filter(({ shape }) => shape.kind === 'tag').map((each) => [each.label, each])).values()) votes.set(tag.label, [...(votes.get(tag.label) ?? []), tag])
  const ranked = [...votes.values()].sort((a, b) => b.length - a.length)
  if (tags === 'one') return ranked.slice(0, 1).map(([tag]) => tag!)
  return ranked.filter(({ length }) => length * 2 > opinions.length).map(([tag]) => tag!)
}

interface Drawn {
  person: number
  annotation: Annotation
}

/** Groups each shape with the most alike of every other person, the surest pairs first. */
function mergeShapes(opinions: Annotation[][]): Annotation[] {
  const drawn = opinions.flatMap((opinion, person) => opinion.filter(({ shape }) => shape.kind !== 'tag').map((annotation): Drawn => ({ person, annotation })))
  const pairs = drawn.flatMap((a, i) => drawn.slice(i + 1).flatMap((b, j) => {
    if (a.person === b.person || a.annotation.label !== b.annotation.label || a.annotation.shape.kind !== b.annotation.shape.kind) return []
    const overlap = overlapOf(a.annotation.shape, b.annotation.shape)
    return overlap >= sameObject ? [{ a: i, b: i + 1 + j, overlap }] : []
  }))
  const group = drawn.map((_, index) => index)
  const members = drawn.map((_, index) => [index])
  for (const { a, b } of pairs.sort((x, y) => y.overlap - x.overlap)) {
    const [left, right] = [group[a]!, group[b]!]
    const people = new Set(members[left]!.map((index) => drawn[index]!.person))
    if (left === right || members[right]!.some((index) => people.has(drawn[index]!.person))) continue
    for (const index of members[right]!) group[index] = left
    members[left]!.push(...members[right]!)
    members[right] = []
  }
  const agreed = members.filter((indexes) => indexes.length * 2 > opinions.length)
  return agreed.map((indexes) => medoid(indexes.map((index) => drawn[index]!.annotation))).sort((a, b) => a.z - b.z)
}

function medoid(shapes: Annotation[]): Annotation {
  const closeness = shapes.map((a) => shapes.reduce((sum, b) => sum + (a === b ? 0 : overlapOf(a.shape, b.shape)), 0))
  return shapes[closeness.indexOf(Math.max(...closeness))]!
}

/** Intersection over union, 0 to 1: exact for upright boxes, by pixels for other areas; of keypoints, of the boxes around them. */
export function overlapOf(a: Shape, b: Shape): number {
  const [first, second] = [boundsOf(a), boundsOf(b)]
  if (!first || !second) return 0
  const common = Math.max(0, Math.min(first.maxX, second.maxX) - Math.max(first.minX, second.minX)) * Math.max(0, Math.min(first.maxY, second.maxY) - Math.max(first.minY, second.minY))
  if (common === 0) return 0
  if (isPlain(a) && isPlain(b)) return common / (area(first) + area(second) - common)
  const rect = { minX: Math.floor(Math.min(first.minX, second.minX)), minY: Math.floor(Math.min(first.minY, second.minY)), maxX: Math.ceil(Math.max(first.maxX, second.maxX)), maxY: Math.ceil(Math.max(first.maxY, second.maxY)) }
  const [left, right] = [pixels(a as Box | Polygon | Mask, rect), pixels(b as Box | Polygon | Mask, rect)]
  let [both, either] = [0, 0]
  for (let at = 0; at < left.length; at++) {
    if (left[at] && right[at]) both++
    if (left[at] || right[at]) either++
  }
  return either === 0 ? 0 : both / either
}

const isPlain = (shape: Shape) => (shape.kind === 'box' && shape.angle === 0) || shape.kind === 'keypoints'
const area = ({ minX, minY, maxX, maxY }: Rect) => (maxX - minX) * (maxY - minY)

function pixels(shape: Box | Polygon | Mask, rect: Rect): Uint8Array {
  if (shape.kind === 'mask') return resized(bitmapOf(shape), rect).bits
  const moved = ringsOf(shape).map((ring) => ring.map(([x, y]): Point => [x - rect.minX, y - rect.minY]))
  return fillRings(moved, { width: rect.maxX - rect.minX, height: rect.maxY - rect.minY })
}
