import { likeness } from './quality/overlap'
import type { Annotation } from './shapes'

/** Shapes that are so much alike are taken for the same object. */
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
    const overlap = likeness(a.annotation.shape, b.annotation.shape)
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
  const closeness = shapes.map((a) => shapes.reduce((sum, b) => sum + (a === b ? 0 : likeness(a.shape, b.shape)), 0))
  return shapes[closeness.indexOf(Math.max(...closeness))]!
}
