'use client'

import { useState } from 'react'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Panel, useReactFlow } from '@xyflow/react'
import type { Problem } from '@/lib/catalog/types'
import { titleOf } from '@/lib/graph/wiring'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { applyFix } from '../actions/apply-fix'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { selectSteps } from './hooks/use-flow-sync'

/** Bottom right: what is wrong, errors first, live. A press goes to the step, a button repairs. */
export function ProblemList() {
  const { checked, draft } = useDesigner()
  const problems = useStore(checked, (value) => value.analysis.problems)
  const empty = useStore(draft.graph, (graph) => graph.nodes.length === 0)
  const [open, setOpen] = useState(false)
  if (empty) return null
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const Icon = errors > 0 ? CircleAlert : problems.length > 0 ? TriangleAlert : CircleCheck
  return (
    <Panel position="bottom-right" className={cn('nowheel max-w-[calc(100vw-24px)]', open && problems.length > 0 && 'w-80')}>
      <section aria-label="Problems" className="overflow-hidden rounded-md border border-line bg-surface">
        {open && problems.length > 0 && (
          <ul className="max-h-64 overflow-y-auto border-b border-line p-1">
            {problems.map((problem, index) => (
              <Row key={index} problem={problem} />
            ))}
          </ul>
        )}
        <button
          type="button"
          aria-expanded={open}
          disabled={problems.length === 0}
          onClick={() => setOpen(!open)}
          className="flex h-8 w-full items-center gap-1.5 px-2 text-sm hover:bg-hover disabled:hover:bg-transparent"
        >
          <Icon aria-hidden className={cn('size-3.5', errors > 0 ? 'text-failed' : problems.length > 0 ? 'text-warning' : 'text-succeeded')} />
          <span aria-live="polite">{words(errors, problems.length - errors)}</span>
          {problems.length > 0 && (open ? <ChevronDown aria-hidden className="ml-auto size-3.5" /> : <ChevronUp aria-hidden className="ml-auto size-3.5" />)}
        </button>
      </section>
    </Panel>
  )
}

function words(errors: number, warnings: number): string {
  if (errors + warnings === 0) return 'No problems'
  return [errors > 0 && formatCount(errors, 'error'), warnings > 0 && formatCount(warnings, 'warning')].filter(Boolean).join(', ')
}

function Row({ problem }: { problem: Problem }) {
  const { draft, canEdit } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const step = useStore(draft.graph, (graph) => graph.nodes.find((node) => node.id === problem.node))
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <li className="flex flex-col rounded-sm hover:bg-hover">
      <button type="button" className="flex gap-1.5 p-1.5 text-left text-sm" onClick={() => selectSteps(flow, [problem.node], { focus: true })}>
        <Icon role="img" aria-label={problem.severity === 'error' ? 'Error' : 'Warning'} className={cn('mt-px size-3.5 shrink-0', problem.severity === 'error' ? 'text-failed' : 'text-warning')} />
        <span className="min-w-0">
          <span className="font-medium">{step ? titleOf(step) : problem.node}</span>
          <span className="block break-words text-muted">{problem.message}</span>
        </span>
      </button>
      {problem.fix && canEdit && (
        <Button size="sm" className="mb-1.5 ml-6 max-w-64 self-start" onClick={() => applyFix(draft, problem)}>
          <span className="truncate">{problem.fix.label}</span>
        </Button>
      )}
    </li>
  )
}
