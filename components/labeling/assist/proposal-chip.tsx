'use client'

import type { OpenTask } from '../workspace/page/open-task'
import { useLabeling } from '../workspace/page/session-context'
import { confidenceOf, sureness, useProposals } from './proposals'

/** What the model proposes for an image: dashed, with its confidence, until a person has answered. */
export function ProposalChip({ task }: { task: OpenTask }) {
  const { look, project } = useLabeling()
  const proposals = useProposals(task, project.tags === 'many')
  return proposals.map((proposal) => (
    <span key={proposal.id} className="flex items-center gap-1.5 rounded-md border-2 border-dashed bg-raised px-2 py-0.5 text-sm shadow-pop" style={{ borderColor: look.colourOf(proposal) }}>
      <span className="sr-only">Proposed:</span>
      <span className="font-medium">{look.nameOf(proposal)}</span>
      <span className="text-muted tabular">{sureness(confidenceOf(proposal))}</span>
    </span>
  ))
}
