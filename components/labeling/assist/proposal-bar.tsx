'use client'

import { useState, useSyncExternalStore } from 'react'
import { Check, CheckCheck, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import type { Annotation } from '@/lib/labeling/shapes'
import type { OpenTask } from '../workspace/page/open-task'
import { useLabeling } from '../workspace/page/session-context'
import { confidenceOf, openProposals, sureness, useProposals, watchProposals } from './proposals'

export interface ProposalActions {
  accept: () => void
  reject: () => void
  acceptAll: (least: number) => void
}

/** Confidences that one can ask for. */
export const thresholds = [0, 0.8, 0.9, 0.95, 0.99].map((least) => ({ value: String(least), label: least === 0 ? 'any confidence' : `at least ${sureness(least)}` }))

/** Answers to what the model proposes: for one image, or for several at once. */
export function ProposalBar({ tasks, single, actions }: { tasks: readonly OpenTask[]; single: OpenTask | null; actions: ProposalActions }) {
  if (single) return <OneProposal task={single} {...actions} />
  return <SeveralProposals tasks={tasks} {...actions} />
}

function OneProposal({ task, accept, reject }: { task: OpenTask } & ProposalActions) {
  const { look, project } = useLabeling()
  const proposals = useProposals(task, project.tags === 'many')
  const [proposal] = proposals
  if (!proposal) return null
  const named = (each: Annotation, at: number) => (
    <span key={each.id}>
      {at > 0 && ', '}
      <span className="font-medium">{look.nameOf(each)}</span>, {sureness(confidenceOf(each))} sure
    </span>
  )
  return (
    <section aria-label="Proposal" className="mx-3 mt-3 flex flex-col gap-2 rounded-md border-2 border-dashed p-3" style={{ borderColor: look.colourOf(proposal) }}>
      <p>
        The model proposes {proposals.map(named)}.
      </p>
      <div className="flex gap-2">
        <Tooltip content={proposals.length === 1 ? 'Accept the proposal' : 'Accept all of them'} keys="A">
          <Button size="sm" icon={Check} onClick={accept}>
            Accept
          </Button>
        </Tooltip>
        <Reject what={proposals.length === 1 ? 'the proposal' : 'all of them'} onClick={reject} />
      </div>
    </section>
  )
}

function SeveralProposals({ tasks, acceptAll, reject }: { tasks: readonly OpenTask[] } & ProposalActions) {
  const [least, setLeast] = useState('0')
  const { project } = useLabeling()
  const all = useConfidences(tasks, project.tags === 'many')
  if (all.length === 0) return null
  const count = all.filter((confidence) => confidence >= Number(least)).length
  return (
    <section aria-label="Proposals" className="mx-3 mt-3 flex flex-col gap-2 rounded-md border-2 border-dashed border-line-strong p-3">
      <p>The model proposes labels for {all.length === 1 ? 'one of these images' : `${all.length} of these images`}.</p>
      <Select aria-label="Confidence that is enough" value={least} onValueChange={setLeast} options={thresholds} />
      <div className="flex flex-wrap gap-2">
        <Tooltip content="Accept all of that confidence" keys="Shift A">
          <Button size="sm" icon={CheckCheck} disabled={count === 0} onClick={() => acceptAll(Number(least))}>
            Accept {count}
          </Button>
        </Tooltip>
        <Reject what="those selected, or all" onClick={reject} />
      </div>
    </section>
  )
}

function Reject({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <Tooltip content={`Reject ${what}`} keys="X">
      <Button size="sm" variant="ghost" icon={X} onClick={onClick}>
        Reject
      </Button>
    </Tooltip>
  )
}

/** Of each image for which something is proposed that is not answered, how sure the surest is. */
function useConfidences(tasks: readonly OpenTask[], severalTags: boolean): number[] {
  const subscribe = (listener: () => void) => {
    const ends = tasks.map((task) => watchProposals(task, listener))
    return () => ends.forEach((end) => end())
  }
  const text = () => tasks.flatMap((task) => Math.max(0, ...openProposals(task, severalTags).map(confidenceOf)) || []).join()
  const found = useSyncExternalStore(subscribe, text, text)
  return found === '' ? [] : found.split(',').map(Number)
}
