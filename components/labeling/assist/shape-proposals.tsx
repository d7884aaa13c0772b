'use client'

import { useState } from 'react'
import { Check, CheckCheck, X } from 'lucide-react'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import type { ProposalLayer } from '../workspace/page/proposal-layer'
import { useLabeling } from '../workspace/page/session-context'
import { thresholds } from './proposal-bar'
import { confidenceOf, sureness } from './proposals'

/** Answers to the shapes that the model proposes: to one after another, or to all of some confidence at once. */
export function ShapeProposals({ layer }: { layer: ProposalLayer }) {
  const { look } = useLabeling()
  const open = useStore(layer.open)
  const focused = useStore(layer.focused)
  const [least, setLeast] = useState('0')
  if (open.length === 0) return null
  const count = open.filter((annotation) => confidenceOf(annotation) >= Number(least)).length
  return (
    <section aria-label="Proposals" className="flex flex-col gap-2 border-t border-line px-3 py-3">
      <h2 className="text-sm font-medium text-muted">
        Proposed by the model <span className="font-normal tabular">{open.length}</span>
      </h2>
      {focused && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="flex min-w-0 flex-1 items-center gap-2 rounded-md border-2 border-dashed px-2 py-0.5 md:basis-full" style={{ borderColor: look.colourOf(focused) }}>
            <span className="truncate font-medium">{look.nameOf(focused)}</span>
            <span className="text-sm text-muted tabular">{sureness(confidenceOf(focused))} sure</span>
          </span>
          <Tooltip content="Accept this one; it can be moved then" keys="A">
            <Button size="sm" icon={Check} onClick={() => layer.accept()}>
              Accept
            </Button>
          </Tooltip>
          <Tooltip content="Reject this one" keys="X">
            <Button size="sm" variant="ghost" icon={X} onClick={() => layer.reject()}>
              Reject
            </Button>
          </Tooltip>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Select className="min-w-0 flex-1 md:basis-full" aria-label="Confidence that is enough" value={least} onValueChange={setLeast} options={thresholds} />
        <Tooltip content="Accept all of that confidence" keys="Shift A">
          <Button size="sm" icon={CheckCheck} disabled={count === 0} onClick={() => layer.acceptAll(Number(least))}>
            Accept {count}
          </Button>
        </Tooltip>
        <Button size="sm" variant="ghost" onClick={() => layer.rejectAll()}>
          Reject all
        </Button>
      </div>
      <p className="text-sm text-muted">Dashed shapes are no labels: those that you leave are not submitted.</p>
    </section>
  )
}
