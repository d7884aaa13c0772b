import type { Annotation } from '../shapes'
import { cohenKappa, fleissKappa, krippendorffAlpha, percentAgreement } from './agreement'
import { compareOpinions, tagsOf, type Comparison } from './compare'
import { cellsOf, countCells } from './cells'
import type { AgreementNumbers, Disagreement, LabelAgreement, PairAgreement, ProjectAgreement } from './schema'

/** What several people said of one image. */
export interface Unit {
  task: string
  opinions: { person: string; annotations: Annotation[] }[]
}

interface Compared {
  task: string
  a: string
  b: string
  comparison: Comparison
  /** The labels of the whole image that each gave, as one category. */
  tags: [string, string]
}

export interface Agreement {
  project: ProjectAgreement
  labels: LabelAgreement[]
  pairs: PairAgreement[]
  /** The least alike first. */
  disagreements: Disagreement[]
}

/** Labels of the whole image as one category, so that two who gave the same are equal. */
const category = (annotations: readonly Annotation[]) => JSON.stringify([...tagsOf(annotations)].sort())

/** Compares every two opinions on each image. `tagged`: whole images are labeled in this project, if not always. */
export function agreementReport(units: readonly Unit[], tagged: boolean): Agreement {
  const compared = units.flatMap(comparePairs)
  const ratings = tagged ? units.map(({ opinions }) => opinions.map(({ annotations }) => category(annotations))) : []
  return {
    project: { ...numbersOf(compared, tagged), percent: percentAgreement(ratings), fleiss: fleissKappa(ratings), alpha: krippendorffAlpha(ratings) },
    labels: labelsOf(units, compared, tagged),
    pairs: pairsOf(compared, tagged),
    disagreements: compared.flatMap(disagreement).sort((one, other) => one.score - other.score),
  }
}

/** The lesser id is the first of the two, so that a pair of people is the same pair on every image. */
function comparePairs({ task, opinions }: Unit): Compared[] {
  const ordered = [...opinions].sort((one, other) => (one.person < other.person ? -1 : 1))
  return ordered.flatMap((a, at) =>
    ordered.slice(at + 1).map((b): Compared => ({ task, a: a.person, b: b.person, comparison: compareOpinions(a.annotations, b.annotations), tags: [category(a.annotations), category(b.annotations)] })),
  )
}

function numbersOf(compared: readonly Compared[], tagged: boolean): AgreementNumbers {
  const matches = compared.flatMap(({ comparison }) => comparison.matches)
  const likeness = (points: boolean) => mean(matches.filter(({ a }) => (a.shape.kind === 'keypoints') === points).map((match) => match.likeness))
  return {
    images: new Set(compared.map(({ task }) => task)).size,
    pairs: compared.length,
    score: mean(compared.map(({ comparison }) => comparison.score)),
    percent: tagged ? mean(compared.map(({ tags: [a, b] }) => (a === b ? 1 : 0))) : null,
    f1: mean(compared.flatMap(({ comparison }) => comparison.shapes?.f1 ?? [])),
    iou: likeness(false),
    oks: likeness(true),
  }
}

function labelsOf(units: readonly Unit[], compared: readonly Compared[], tagged: boolean): LabelAgreement[] {
  const sums = new Map<string, { both: number; alone: number; likeness: number; matched: number }>()
  for (const { comparison } of compared)
    for (const [label, { both, onlyA, onlyB, likeness, matched }] of comparison.labels) {
      const sum = sums.get(label) ?? { both: 0, alone: 0, likeness: 0, matched: 0 }
      sums.set(label, { both: sum.both + both, alone: sum.alone + onlyA + onlyB, likeness: sum.likeness + likeness, matched: sum.matched + matched })
    }
  const given = tagged ? units.map(({ opinions }) => opinions.map(({ annotations }) => tagsOf(annotations))) : []
  return [...sums].map(([label, { both, alone, likeness, matched }]) => ({
    label,
    both,
    alone,
    agreement: both + alone === 0 ? null : (2 * both) / (2 * both + alone),
    alpha: given.some((opinions) => opinions.some((tags) => tags.has(label))) ? krippendorffAlpha(given.map((opinions) => opinions.map((tags) => String(tags.has(label))))) : null,
    likeness: matched === 0 ? null : likeness / matched,
  }))
}

function pairsOf(compared: readonly Compared[], tagged: boolean): PairAgreement[] {
  const byPair = new Map<string, Compared[]>()
  for (const each of compared) {
    const key = `${each.a} ${each.b}`
    const known = byPair.get(key)
    if (known) known.push(each)
    else byPair.set(key, [each])
  }
  return [...byPair.values()].map((of) => ({
    a: of[0]!.a,
    b: of[0]!.b,
    ...numbersOf(of, tagged),
    kappa: tagged ? cohenKappa(of.map(({ tags }) => tags[0]), of.map(({ tags }) => tags[1])) : null,
    cells: countCells(of.map(({ comparison }) => comparison)),
  }))
}

function disagreement({ task, a, b, comparison }: Compared): Disagreement[] {
  if (comparison.score >= 1) return []
  const seen = new Map(cellsOf(comparison).filter((cell) => cell.a !== cell.b).map((cell) => [`${cell.a} ${cell.b}`, cell]))
  return [{ task, a, b, score: comparison.score, cells: [...seen.values()] }]
}

const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length)
