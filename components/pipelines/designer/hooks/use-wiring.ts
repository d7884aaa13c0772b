import { useMemo } from 'react'
import type { Connection, FinalConnectionState, OnConnectStartParams, ReactFlowInstance } from '@xyflow/react'
import { connectable } from '@/lib/graph/connectable'
import { titleOf } from '@/lib/graph/wiring'
import type { Graph, GraphEdge } from '@/lib/graph/schema'
import { connect } from '../../actions/connect'
import { endOf } from '../../groups'
import type { DesignerValue } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { openEnds } from '../open-ends'

type End = { node: string; port: string; side: 'source' | 'target' }

/** Drawing a wire: lights up what it may end at, says why it may not, and offers a new step where it is dropped on nothing. */
export function useWiring(flow: ReactFlowInstance<CanvasNode, WireEdge>, designer: DesignerValue) {
  return useMemo(() => {
    const { draft, wiring, hint, panel } = designer
    let start: End | null = null
    let hovered = ''

    const onConnectStart = (_: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      if (!nodeId || !handleId || !handleType) return
      start = { ...endOf(nodeId, handleId), side: handleType }
      hovered = ''
      hint.set(null)
      wiring.set(openEnds(draft.graph.get(), start))
    }
    const isValidConnection = (candidate: Connection | WireEdge) => {
      const edge = edgeOf(candidate)
      if (!edge) return false
      const verdict = connectable(draft.graph.get(), edge.from, edge.to, { replace: true })
      // Asked at every pointer move near a port; said once for each port.
      const key = `${edge.from.node}.${edge.from.port}>${edge.to.node}.${edge.to.port}`
      if (key !== hovered) hint.set(verdict.ok ? (verdict.replaces ? replacing(draft.graph.get(), verdict.replaces) : null) : verdict.reason)
      hovered = key
      return verdict.ok
    }
    const onConnect = (connection: Connection) => {
      const edge = edgeOf(connection)
      const verdict = edge && connect(draft, edge)
      hint.set(verdict && !verdict.ok ? verdict.reason : null)
    }
    const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      wiring.set(null)
      const from = start
      start = null
      if (state.isValid || !from) return
      // Dropped on a port that does not take it: the reason stays. Dropped on nothing: offer what could go there.
      if (state.toHandle || state.toNode) return
      hint.set(null)
      const at = 'changedTouches' in event ? event.changedTouches[0]! : event
      const end = { node: from.node, port: from.port }
      panel.set({ kind: 'quick-add', at: { x: at.clientX, y: at.clientY }, join: from.side === 'source' ? { from: end } : { to: end } })
    }
    return { onConnectStart, isValidConnection, onConnect, onConnectEnd }
    // `flow` is listed so that a new instance starts afresh.
  }, [designer, flow])
}

function edgeOf(connection: Connection | WireEdge): GraphEdge | null {
  const { source, sourceHandle, target, targetHandle } = connection
  if (!sourceHandle || !targetHandle) return null
  return { from: endOf(source, sourceHandle), to: endOf(target, targetHandle) }
}

function replacing(graph: Graph, edge: GraphEdge): string {
  const node = graph.nodes.find((other) => other.id === edge.from.node)
  return `Takes the place of the connection from ${node ? titleOf(node) : 'another step'}`
}
