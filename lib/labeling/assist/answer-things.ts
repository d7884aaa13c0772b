import { likeness } from '../quality/overlap'
import { sameObject } from '../quality/match'
import type { Annotation } from '../shapes'
import type { AnsweredThings, Thing } from './schema'

/**
 * What a person made of the things that a model was sure of in an image. Right is what the person gave as well, with the same
 * label and half of both in common, each once, the surest first. A proposal that was taken keeps its id: as it was it is
 * accepted, with another label or place corrected, and rejected where it is gone.
 */
export function answerThings(sure: readonly Thing[], proposals: readonly Annotation[], given: readonly Annotation[]): AnsweredThings {
  const byId = new Map(given.map((annotation) => [annotation.id, annotation]))
  const answers = { accepted: 0, corrected: 0, rejected: 0 }
  for (const proposal of proposals) {
    const taken = byId.get(proposal.id)
    if (taken) answers[isSame(proposal, taken) ? 'accepted' : 'corrected']++
    // A label of the whole image is the same whoever put it there.
    else if (proposal.shape.kind === 'tag' && given.some((each) => isSame(proposal, each))) answers.accepted++
    else answers.rejected++
  }
  return { sure: sure.length, right: countRight(sure, given), ...answers }
}

const isSame = (proposal: Annotation, taken: Annotation): boolean => proposal.label === taken.label && JSON.stringify(Object.entries(proposal.shape).sort()) === JSON.stringify(Object.entries(taken.shape).sort())

function countRight(sure: readonly Thing[], given: readonly Annotation[]): number {
  const left = new Set(given)
  let right = 0
  for (const { label, shape } of [...sure].sort((a, b) => b.confidence - a.confidence)) {
    let [best, most] = [null as Annotation | null, sameObject]
    for (const annotation of left) {
      const alike = annotation.label === label ? likeness(shape ?? { kind: 'tag' }, annotation.shape) : 0
      if (alike >= most) [best, most] = [annotation, alike]
    }
    if (!best) continue
    left.delete(best)
    right++
  }
  return right
}
