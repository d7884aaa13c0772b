'use client'

import { ListPlus, Trash2 } from 'lucide-react'
import { findComponent } from '@/lib/catalog'
import { edgeId } from '@/lib/graph/edge-id'
import type { GraphNode } from '@/lib/graph/schema'
import { titleOf } from '@/lib/graph/wiring'
import { Button } from '@/components/ui/button'
import { disconnect } from '../../actions/connect'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { below } from './below'
import { ColumnTypeMark } from './fields/column-type-mark'

/** One connection: from where to where, and the columns that pass. */
export function EdgeInspector({ id }: { id: string }) {
  const { draft, canEdit, checked, panel } = useDesigner()
  const edge = useStore(draft.graph, (graph) => graph.edges.find((other) => edgeId(other) === id))
  const source = useStore(draft.graph, (graph) => graph.nodes.find((node) => node.id === edge?.from.node))
  const target = useStore(draft.graph, (graph) => graph.nodes.find((node) => node.id === edge?.to.node))
  const columns = useStore(checked, ({ analysis }) => (edge ? analysis.schemas[edge.from.node]?.[edge.from.port] : undefined))
  if (!edge || !source || !target) return null
  return (
    <div className="flex flex-col gap-3 p-4">
      <h2 className="text-lg font-semibold">Connection</h2>
      <dl className="grid grid-cols-[48px_1fr] gap-y-1">
        <dt className="text-muted">From</dt>
        <dd>{endName(source, edge.from.port, 'outputs')}</dd>
        <dt className="text-muted">To</dt>
        <dd>{endName(target, edge.to.port, 'inputs')}</dd>
      </dl>
      {columns && (
        <ul className="border-t border-line pt-2">
          {columns.map((column, index) => (
            <li key={index} className="flex h-6 items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{column.name}</span>
              <ColumnTypeMark type={column.type} />
            </li>
          ))}
        </ul>
      )}
      {canEdit && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" icon={ListPlus} onClick={(event) => panel.set({ kind: 'quick-add', at: below(event.currentTarget), into: edge })}>
            Insert a step
          </Button>
          <Button size="sm" icon={Trash2} onClick={() => disconnect(draft, [edge])}>
            Remove the connection
          </Button>
        </div>
      )}
    </div>
  )
}

function endName(node: GraphNode, port: string, side: 'inputs' | 'outputs'): string {
  const label = findComponent(node.component)?.[side].find((other) => other.name === port)?.label ?? port
  return `${titleOf(node)} · ${label}`
}
