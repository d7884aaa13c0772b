'use client'

import { useState } from 'react'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Panel } from '@xyflow/react'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import { ProblemRows } from './lazy-parts'

/** Bottom right: what is wrong, errors first, live. A press goes to the step, a button repairs. */
export function ProblemList() {
  const { checked, draft } = useDesigner()
  const problems = useStore(checked, (value) => value.analysis.problems)
  const empty = useStore(draft.graph, (graph) => graph.nodes.length === 0)
  const [open, setOpen] = useState(false)
  if (empty) return null
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const aside = problems.filter((problem) => problem.dismissed).length
  const warnings = problems.length - errors - aside
  const Icon = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck
  return (
    <Panel position="bottom-right" className={cn('nowheel max-w-[calc(100vw-24px)]', open && problems.length > 0 && 'w-80')}>
      <section aria-label="Problems" className="overflow-hidden rounded-md border border-line bg-surface">
        {open && problems.length > 0 && <ProblemRows problems={problems} />}
        <button
          type="button"
          aria-expanded={open}
          disabled={problems.length === 0}
          onClick={() => setOpen(!open)}
          className="flex h-8 w-full items-center gap-1.5 px-2 text-sm hover:bg-hover disabled:hover:bg-transparent"
        >
          <Icon aria-hidden className={cn('size-3.5', errors > 0 ? 'text-failed' : warnings > 0 ? 'text-warning' : 'text-succeeded')} />
          <span aria-live="polite">{words(errors, warnings, aside)}</span>
          {problems.length > 0 && (open ? <ChevronDown aria-hidden className="ml-auto size-3.5" /> : <ChevronUp aria-hidden className="ml-auto size-3.5" />)}
        </button>
      </section>
    </Panel>
  )
}

function words(errors: number, warnings: number, aside: number): string {
  const open = [errors > 0 && formatCount(errors, 'error'), warnings > 0 && formatCount(warnings, 'warning')].filter(Boolean).join(', ')
  return aside > 0 ? `${open || 'No problems'}, ${aside} dismissed` : open || 'No problems'
}
