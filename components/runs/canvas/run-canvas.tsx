'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { Background, BackgroundVariant, Controls, MiniMap, Panel, ReactFlow, ReactFlowProvider, type NodeTypes } from '@xyflow/react'
import { decidingPath } from '@/components/charts/prepare/gantt'
import { layoutGraph } from '@/components/pipelines/layout'
import '@/components/pipelines/canvas.css'
import { statusLooks } from '@/components/ui/status'
import { stepsByNode } from '@/lib/runs/group-step'
import type { RunView } from '@/lib/runs/schema'
import { isFinal, stepStatus } from '../status'
import { flowElements, unplaced, type RunNode as RunNodeType } from './card'
import { RunNode } from './run-node'

const nodeTypes: NodeTypes = { step: RunNode }

export interface RunCanvasProps {
  run: RunView
  selected: string | null
  onSelect: (node: string | null, port?: string) => void
}

/** The pipeline as it ran: the designer's canvas, frozen. */
export default function RunCanvas(props: RunCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ run, selected, onSelect }: RunCanvasProps) {
  const places = usePlaces(run)
  const steps = useMemo(() => stepsByNode(run), [run])
  const critical = useMemo(() => {
    const path = new Set(isFinal(run) ? decidingPath(run.steps) : [])
    // A card that stands for several steps is on the path with any of them.
    return new Set([...path, ...run.groups.filter((group) => group.inside.some((id) => path.has(id))).map((group) => group.node)])
  }, [run])
  const known = useRef(new Map<string, RunNodeType>())
  const { nodes, edges } = useMemo(() => (places ? flowElements(run.graph, steps, { selected, critical, places, known: known.current }) : { nodes: [], edges: [] }), [run.graph, steps, selected, critical, places])
  // All of a large graph at once is unreadable: begin with its first steps.
  const start = nodes.length > 40 ? nodes.filter((node) => (node.data.step?.position ?? 0) < 12) : undefined
  if (!places) return null
  return (
    <ReactFlow<RunNodeType>
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      fitView
      fitViewOptions={{ padding: 0.15, maxZoom: 1, nodes: start }}
      minZoom={0.1}
      maxZoom={1.5}
      onlyRenderVisibleElements={nodes.length > 150}
      // Also what Enter on a focused card does.
      onNodesChange={(changes) => {
        const chosen = changes.find((change) => change.type === 'select' && change.selected)
        if (chosen?.type === 'select') onSelect(chosen.id)
      }}
      onEdgeClick={(_, edge) => onSelect(edge.source, edge.sourceHandle ?? undefined)}
      onPaneClick={() => onSelect(null)}
      aria-label="The steps of this run"
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
      <Controls showInteractive={false} fitViewOptions={{ padding: 0.1, maxZoom: 1, nodes: undefined }} position="bottom-left" className="overflow-hidden rounded-md bg-surface shadow-pop [&>button]:size-7! [&>button]:border-b [&>button]:border-line [&>button]:hover:bg-hover [&>button]:last:border-b-0 [&_svg]:fill-fg" />
      {critical.size > 0 && (
        <Panel position="top-left" className="flex items-center gap-1.5 text-sm text-muted" title="Each step here waited for the one before; to make the run faster, make these faster">
          <span aria-hidden className="h-3 w-4 rounded-xs border border-warning" />
          longest path, it decided the duration
        </Panel>
      )}
      {nodes.length > 12 && <MiniMap pannable zoomable position="bottom-right" className="max-sm:hidden!" nodeColor={(node) => statusColour((node as RunNodeType).data.step)} />}
    </ReactFlow>
  )
}

function statusColour(step: RunNodeType['data']['step']): string {
  return step ? `var(--${statusLooks[stepStatus(step)].color.replace('text-', '')})` : 'var(--line-strong)'
}

/** Where the cards stand: as drawn, or laid out where nobody placed them. Null until that is known. */
function usePlaces({ graph }: RunView): Map<string, { x: number; y: number }> | null {
  const drawn = useMemo(() => (unplaced(graph) ? null : new Map(graph.nodes.map((node) => [node.id, node.position]))), [graph])
  const [laid, setLaid] = useState<Map<string, { x: number; y: number }> | null>(null)
  useEffect(() => {
    if (drawn) return
    let gone = false
    void layoutGraph(graph, { strip: true }).then((result) => !gone && setLaid(result))
    return () => {
      gone = true
    }
  }, [graph, drawn])
  return drawn ?? laid
}
