import type { Problem } from '@/lib/catalog/types'
import type { Draft } from '../draft/draft'
import { setParams } from './edit-step'

/** Makes the repair that a problem offers, as one undo named after it. */
export function applyFix(draft: Draft, problem: Problem): void {
  if (problem.fix) setParams(draft, problem.node, problem.fix.params, { label: `“${problem.fix.label}”` })
}
