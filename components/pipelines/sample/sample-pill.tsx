'use client'

import { ChevronUp } from 'lucide-react'
import { useReactFlow } from '@xyflow/react'
import { cn } from '@/components/ui/cn'
import { Spinner } from '@/components/ui/spinner'
import type { SampleView } from '@/lib/sample/schema'
import { useStore } from '../draft/store'
import { useHasMap } from '../designer/canvas-map'
import { useDesigner } from '../designer/designer-context'
import type { CanvasNode, WireEdge } from '../designer/flow-elements'
import { selectSteps } from '../designer/hooks/use-flow-sync'
import { changeWords, rowsWords, sampleTitle } from './sample-words'
import { useSample } from './use-sample'

/** Above the canvas's tools, beside its map: in a line what the selected step does to its sample. A press opens the rows. */
export function SamplePill({ onOpen }: { onOpen: (node: string) => void }) {
  const { selection, draft } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const chosen = useStore(selection, ({ nodes }) => (nodes.length === 1 ? nodes[0] : undefined))
  const there = useStore(draft.graph, (graph) => graph.nodes.some((node) => node.id === chosen))
  if (!chosen || !there) return null
  const open = () => {
    onOpen(chosen)
    // The canvas is lower then: the step must not lie behind the rows.
    requestAnimationFrame(() => requestAnimationFrame(() => selectSteps(flow, [chosen], { show: true })))
  }
  return <Line node={chosen} onOpen={open} />
}

function Line({ node, onOpen }: { node: string; onOpen: () => void }) {
  const { data: view, error } = useSample(node, null)
  const hasMap = useHasMap()
  const words = error ? error.message : view && summary(view)
  const wrong = error !== null || (view?.state === 'blocked' && view.reason === 'failed')
  return (
    <div className={cn('absolute bottom-14 left-4 z-10', hasMap && 'lg:left-44')}>
      <button
        type="button"
        onClick={onOpen}
        aria-label={`Sample: ${words ?? 'being computed'}`}
        className="flex h-8 max-w-[28rem] items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm hover:bg-hover"
      >
        <span className="font-medium">Sample</span>
        <span className={cn('truncate tabular', wrong ? 'text-failed' : 'text-muted')}>{words ?? <Spinner />}</span>
        <ChevronUp aria-hidden className="size-3.5 shrink-0" />
      </button>
    </div>
  )
}

function summary(view: SampleView): string {
  if (view.state === 'blocked') return view.reason === 'needs-run' || view.reason === 'no-table' ? 'seen after a run' : view.message
  return [rowsWords(view), changeWords(view) || (view.rowsIn === null ? sampleTitle(view) : '')].filter(Boolean).join(' · ')
}
