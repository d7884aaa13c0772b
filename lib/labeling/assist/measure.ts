import type { Measured } from './schema'

/** Of a one-sided bound of 95 %. */
const z = 1.6448536269514722

/** The share that holds with 95% certainty at least (Wilson 1927, one-sided); 0 without an answer. */
export function lowerBound(right: number, answers: number): number {
  if (answers === 0) return 0
  const share = right / answers
  const width = z * Math.sqrt((share * (1 - share)) / answers + (z * z) / (4 * answers * answers))
  return (share + (z * z) / (2 * answers) - width) / (1 + (z * z) / answers)
}

export function measured({ answers, right }: { answers: number; right: number }): Measured {
  return { answers, right, share: answers === 0 ? null : right / answers, lowerBound: answers === 0 ? null : lowerBound(right, answers) }
}

/** Answers that are looked at, and how many there must be before they say anything. */
export const watched = 50
export const fewestWatched = 20
/** So far below the target the lower bound may lie: fifty answers bound no better. */
export const slack = 0.1

/** Why proposals must stop, or null. */
export function reasonToStop({ answers, right }: { answers: number; right: number }, target: number): string | null {
  if (answers < fewestWatched || lowerBound(right, answers) >= target - slack) return null
  const percent = (share: number) => `${Math.round(share * 100)}%`
  return `Of the last ${answers} images that it was sure of, people agreed with ${right}: ${percent(right / answers)}, and with 95% certainty no more is shown than ${percent(lowerBound(right, answers))}. Wanted are ${percent(target)}. Proposals are off until it has learned from 25 more labels.`
}

/** Labels from which on the model learns: enough to be measured, whatever it is measured by. */
export const firstLabels = (classes: number) => Math.max(20, 5 * classes)
/** Further labels after which it learns again. */
export const moreLabels = 25
