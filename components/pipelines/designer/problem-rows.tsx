'use client'

import { useReactFlow } from '@xyflow/react'
import type { Problem } from '@/lib/catalog/types'
import { titleOf } from '@/lib/graph/wiring'
import { cn } from '@/components/ui/cn'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { CanvasNode, WireEdge } from './flow-elements'
import { selectSteps } from './hooks/use-flow-sync'
import { ProblemActions, ProblemSign } from './problem-line'

/** Every problem of the pipeline with the step that it is about. */
export function ProblemRows({ problems }: { problems: readonly Problem[] }) {
  return (
    <ul className="max-h-72 overflow-y-auto border-b border-line p-1">
      {problems.map((problem, index) => (
        <Row key={index} problem={problem} />
      ))}
    </ul>
  )
}

function Row({ problem }: { problem: Problem }) {
  const { draft, canEdit } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const step = useStore(draft.graph, (graph) => graph.nodes.find((node) => node.id === problem.node))
  return (
    <li className="flex flex-col rounded-sm hover:bg-hover">
      <button type="button" className="flex gap-1.5 p-1.5 text-left text-sm" onClick={() => selectSteps(flow, [problem.node], { focus: true })}>
        <ProblemSign problem={problem} />
        <span className="min-w-0">
          <span className={cn('font-medium', problem.dismissed && 'text-muted')}>{step ? titleOf(step) : problem.node}</span>
          <span className="block break-words text-muted">{problem.message}</span>
        </span>
      </button>
      {canEdit && <ProblemActions problem={problem} className="mb-1.5 ml-6" />}
    </li>
  )
}
