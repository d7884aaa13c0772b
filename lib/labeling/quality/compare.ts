import type { Annotation } from '../shapes'
import { matchShapes, type Match } from './match'

/** Counts of one label: by both alike, by the first alone, by the second alone; and the summed likeness of the `matched` shapes that both drew. */
export interface LabelCounts {
  both: number
  onlyA: number
  onlyB: number
  likeness: number
  matched: number
}

export interface Comparison {
  /** 0 to 1: of tags the share given by both (Jaccard), of shapes F1; where there are both, their mean. 1 where both found nothing. */
  score: number
  /** Null where neither gave a tag. */
  tags: number | null
  /** Null where neither drew a shape. `f1` wants the same label; `meanLikeness` is of matched shapes whatever their labels, null without any. */
  shapes: { f1: number; meanLikeness: number | null; matched: number } | null
  labels: Map<string, LabelCounts>
  /** Matched shapes of different labels: the first's and the second's. */
  renamed: { a: string; b: string }[]
  onlyA: number
  onlyB: number
  /** Tags that both gave, and that one of them gave alone. */
  tagsBoth: string[]
  tagsA: string[]
  tagsB: string[]
  matches: Match[]
  /** Shapes that the second lacks, and that the first lacks. */
  missing: Annotation[]
  extra: Annotation[]
}

/** Compares two opinions on one image. */
export function compareOpinions(a: readonly Annotation[], b: readonly Annotation[]): Comparison {
  const labels = new Map<string, LabelCounts>()
  const of = (label: string): LabelCounts => {
    const known = labels.get(label)
    if (known) return known
    const fresh = { both: 0, onlyA: 0, onlyB: 0, likeness: 0, matched: 0 }
    labels.set(label, fresh)
    return fresh
  }
  const [ours, theirs] = [tagsOf(a), tagsOf(b)]
  const tags = compareTags(ours, theirs, of)
  const { matches, onlyA, onlyB } = matchShapes(a, b)
  for (const { label } of onlyA) of(label).onlyA++
  for (const { label } of onlyB) of(label).onlyB++
  const renamed = matches.filter((match) => match.a.label !== match.b.label).map((match) => ({ a: match.a.label, b: match.b.label }))
  for (const match of matches) {
    if (match.a.label === match.b.label) {
      of(match.a.label).both++
      of(match.a.label).likeness += match.likeness
      of(match.a.label).matched++
    } else {
      of(match.a.label).onlyA++
      of(match.b.label).onlyB++
    }
  }
  const drawn = matches.length * 2 + onlyA.length + onlyB.length
  const shapes = drawn === 0 ? null : { f1: ((matches.length - renamed.length) * 2) / drawn, meanLikeness: matches.length === 0 ? null : mean(matches.map(({ likeness }) => likeness)), matched: matches.length }
  const parts = [tags, shapes?.f1].filter((part) => typeof part === 'number')
  return { score: parts.length === 0 ? 1 : mean(parts), tags, shapes, labels, renamed, onlyA: onlyA.length, onlyB: onlyB.length, tagsBoth: [...ours].filter((tag) => theirs.has(tag)), tagsA: [...ours].filter((tag) => !theirs.has(tag)), tagsB: [...theirs].filter((tag) => !ours.has(tag)), matches, missing: onlyA, extra: onlyB }
}

/** Labels of the whole image, each once. */
export const tagsOf = (opinion: readonly Annotation[]): Set<string> => new Set(opinion.filter(({ shape }) => shape.kind === 'tag').map(({ label }) => label))

function compareTags(a: Set<string>, b: Set<string>, of: (label: string) => LabelCounts): number | null {
  const all = new Set([...a, ...b])
  if (all.size === 0) return null
  let both = 0
  for (const label of all) {
    if (a.has(label) && b.has(label)) {
      both++
      of(label).both++
    } else if (a.has(label)) of(label).onlyA++
    else of(label).onlyB++
  }
  return both / all.size
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
