'use client'

import { CircleAlert, Play } from 'lucide-react'
import { useReactFlow } from '@xyflow/react'
import { Button } from '@/components/ui/button'
import { titleOf } from '@/lib/graph/wiring'
import type { Blocked } from '@/lib/sample/schema'
import { useStore } from '../draft/store'
import { useDesigner } from '../designer/designer-context'
import type { CanvasNode, WireEdge } from '../designer/flow-elements'
import { selectSteps } from '../designer/hooks/use-flow-sync'
import { useSubmitRun } from '../designer/hooks/use-submit-run'

/** Why there is no sample, and what to do about it. */
export function BlockedSample({ node, blocked }: { node: string; blocked: Blocked }) {
  const { draft, canRun } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const run = useSubmitRun()
  const steps = useStore(draft.graph, (graph) => graph.nodes)
  const culprit = steps.find((step) => step.id === blocked.node)
  const elsewhere = blocked.node !== node && culprit !== undefined
  const wrong = blocked.reason === 'failed' || blocked.reason === 'incomplete' || blocked.reason === 'missing-data'
  return (
    <div role="status" className="flex flex-col items-center gap-3 p-6 text-center">
      <p className="max-w-prose">
        {wrong && <CircleAlert aria-hidden className="mr-1.5 inline size-4 align-[-3px] text-failed" />}
        {elsewhere && <span className="font-medium">{titleOf(culprit)}: </span>}
        {blocked.message}
      </p>
      <div className="flex gap-2">
        {elsewhere && (
          <Button size="sm" onClick={() => selectSteps(flow, [blocked.node], { focus: true })}>
            Go to {titleOf(culprit)}
          </Button>
        )}
        {!wrong && canRun && (
          <Button size="sm" icon={Play} busy={run.isPending} onClick={() => run.mutate({ until: [node] })}>
            Run to here
          </Button>
        )}
      </div>
    </div>
  )
}
