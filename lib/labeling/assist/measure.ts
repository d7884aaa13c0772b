import type { AssistReport, CurvePoint, Measured } from './schema'

/** Of a one-sided bound of 95 %. */
const z = 1.6448536269514722

/** The share that holds with 95% certainty at least (Wilson 1927, one-sided); 0 without an answer. */
export const lowerBound = (right: number, answers: number): number => bound(right, answers, -1)
/** The share that holds with 95% certainty at most; 1 without an answer. */
export const upperBound = (right: number, answers: number): number => bound(right, answers, 1)

function bound(right: number, answers: number, side: 1 | -1): number {
  if (answers === 0) return side < 0 ? 0 : 1
  const share = right / answers
  const width = z * Math.sqrt((share * (1 - share)) / answers + (z * z) / (4 * answers * answers))
  return (share + (z * z) / (2 * answers) + side * width) / (1 + (z * z) / answers)
}

/** Chance that is taken that a threshold does not hold; which part of all is enough to begin with; and how many times as many it takes for one to be wrong (as in the Python side's gate). */
const miss = 0.05
const starts = 8
const oneWrong = 1.6

/** Images that must all be right before any threshold can reach the target. */
export const neededFor = (target: number): number => Math.ceil(Math.log(miss) / Math.log(target))

/**
 * The smallest confidence of a coverage curve down to which its precision's lower bound reaches the target all the way; null where
 * it does nowhere. One confidence is tried after the other, from a start that does not depend on what was right, so that the
 * bound holds for whichever is taken (fixed-sequence testing, Maurer et al. 1995).
 */
export function thresholdAt(curve: readonly CurvePoint[], target: number): number | null {
  let found: number | null = null
  for (const { confidence, images, coverage, lowerBound } of curve) {
    if (images < startOf(target, images / coverage)) continue
    if (lowerBound < target) return found
    found = confidence
  }
  return found
}

/** Of so many images, with how many of the surest to begin: where there are enough, with so many that one of them may be wrong. */
const startOf = (target: number, count: number): number => Math.max(neededFor(target), Math.min(oneWrong * neededFor(target), count / 2), count / starts)

/** The threshold of each label of a round by the label's id, for models of several things; of a label that is not proposed there is none. */
export function limitsOf({ each }: Pick<AssistReport, 'each'>, target: number): Record<string, number> {
  return Object.fromEntries(each.flatMap(({ id, curve }) => {
    const limit = thresholdAt(curve, target)
    return id === undefined || limit === null ? [] : [[id, limit]]
  }))
}

/** From which confidence on a round proposes at all; null for nowhere. */
export function leastOf(report: AssistReport, target: number): number | null {
  if (report.kind === 'label') return thresholdAt(report.curve, target)
  const limits = Object.values(limitsOf(report, target))
  return limits.length === 0 ? null : Math.min(...limits)
}

export function measured({ answers, right }: { answers: number; right: number }): Measured {
  return { answers, right, share: answers === 0 ? null : right / answers, lowerBound: answers === 0 ? null : lowerBound(right, answers) }
}

/** Answers that are looked at, and how many there must be before they say anything. */
export const watched = 50
const fewestWatched = 20
/** So many are enough where they leave no doubt. */
const fewestCertain = 10
/** So far below the target the lower bound may lie: fifty answers bound no better. */
const slack = 0.1

/** Why proposals must stop, or null: people agree so seldom that the target is missed for certain, or is not nearly shown any more. */
export function reasonToStop({ answers, right }: { answers: number; right: number }, target: number, what = 'images'): string | null {
  const missed = answers >= fewestCertain && upperBound(right, answers) < target
  if (!missed && (answers < fewestWatched || lowerBound(right, answers) >= target - slack)) return null
  const percent = (share: number) => `${Math.round(share * 100)}%`
  const shown = missed ? `it is right ${percent(upperBound(right, answers))} of the time at most` : `no more is shown than ${percent(lowerBound(right, answers))}`
  return `Of the last ${answers} ${what} that it was sure of, people agreed with ${right}: ${percent(right / answers)}, and with 95% certainty ${shown}. Wanted are ${percent(target)}. Proposals are off until it has learned from ${moreLabels} more labels.`
}

/** Labels from which on the model learns: enough to be measured, whatever it is measured by. */
export const firstLabels = (classes: number) => Math.max(20, 5 * classes)
/** Further labels after which it learns again. */
export const moreLabels = 25
