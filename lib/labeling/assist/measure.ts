import type { CurvePoint, Measured } from './schema'

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

/** The smallest confidence of a coverage curve whose precision's lower bound reaches the target; null where none does. */
export function thresholdAt(curve: CurvePoint[], target: number): number | null {
  const enough = curve.filter((point) => point.lowerBound >= target).map(({ confidence }) => confidence)
  return enough.length === 0 ? null : Math.min(...enough)
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
export function reasonToStop({ answers, right }: { answers: number; right: number }, target: number): string | null {
  const missed = answers >= fewestCertain && upperBound(right, answers) < target
  if (!missed && (answers < fewestWatched || lowerBound(right, answers) >= target - slack)) return null
  const percent = (share: number) => `${Math.round(share * 100)}%`
  const shown = missed ? `it is right ${percent(upperBound(right, answers))} of the time at most` : `no more is shown than ${percent(lowerBound(right, answers))}`
  return `Of the last ${answers} images that it was sure of, people agreed with ${right}: ${percent(right / answers)}, and with 95% certainty ${shown}. Wanted are ${percent(target)}. Proposals are off until it has learned from ${moreLabels} more labels.`
}

/** Labels from which on the model learns: enough to be measured, whatever it is measured by. */
export const firstLabels = (classes: number) => Math.max(20, 5 * classes)
/** Further labels after which it learns again. */
export const moreLabels = 25
