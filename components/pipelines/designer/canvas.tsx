'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { Background, BackgroundVariant, ConnectionMode, ReactFlow, SelectionMode, useReactFlow, type EdgeTypes, type NodeTypes } from '@xyflow/react'
import '../canvas.css'
import { moveSteps } from '../actions/move-steps'
import { CanvasHint } from './canvas-hint'
import { CanvasMap } from './canvas-map'
import { CanvasTools } from './canvas-tools'
import { useDesigner } from './designer-context'
import { EmptyCanvas } from './empty-canvas'
import { toEdges, toNodes, type StepNode as StepNodeType, type WireEdge } from './flow-elements'
import type { CanvasMode } from './hooks/use-canvas-mode'
import { hoveredEdge } from './hooks/use-hovered-edge'
import { farZoom } from './far-card'
import { fitOptions, fittedZoom } from './fit-options'
import { selectSteps, useFlowSync } from './hooks/use-flow-sync'
import { usePaletteDrop } from './hooks/use-palette-drop'
import { useUrlView } from './hooks/use-url-view'
import { useWiring } from './hooks/use-wiring'
import { NarrowNote } from './narrow-note'
import { ProblemList } from './problem-list'
import { StepNode } from './step-node'
import { WireEdge as WireEdgeView } from './wire-edge'

const nodeTypes: NodeTypes = { step: StepNode }
const edgeTypes: EdgeTypes = { wire: WireEdgeView }
const grid: [number, number] = [10, 10]
const none = new Set<string>()

/**
 * React Flow owns what moves at pointer rate (drag, pan, box); the draft gets a drag's result once, at its end.
 * In the other direction every change of the draft is brought over by `useFlowSync`.
 */
export function Canvas({ mode, onPointer }: { mode: CanvasMode; onPointer: (at: { x: number; y: number }) => void }) {
  const designer = useDesigner()
  const { draft, canEdit, selection, panel, shown } = designer
  const flow = useReactFlow<StepNodeType, WireEdge>()
  const initial = useRef<{ nodes: StepNodeType[]; edges: WireEdge[] }>(null)
  const view = useUrlView(designer)
  initial.current ??= {
    nodes: toNodes(draft.graph.get(), [], none, view.selected),
    edges: toEdges(draft.graph.get(), []),
  }
  useState(() => designer.far.set((view.viewport?.zoom ?? fittedZoom(draft.graph.get(), window)) < farZoom))
  useFlowSync(flow, designer)
  const wiring = useWiring(flow, designer)
  const drop = usePaletteDrop(flow, designer)
  useEffect(() => view.follow(), [view])
  useEffect(() => () => designer.wiring.set(null), [designer])

  return useMemo(
    () => (
      <ReactFlow<StepNodeType, WireEdge>
        defaultNodes={initial.current!.nodes}
        defaultEdges={initial.current!.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultViewport={view.viewport}
        fitView={!view.viewport && initial.current!.nodes.length > 0}
        fitViewOptions={fitOptions}
        minZoom={0.05}
        maxZoom={2}
        snapToGrid
        snapGrid={grid}
        onlyRenderVisibleElements
        connectionMode={ConnectionMode.Strict}
        connectionRadius={28}
        selectionMode={SelectionMode.Partial}
        {...mode.props}
        nodesDraggable={mode.draw}
        nodesConnectable={mode.draw}
        edgesReconnectable={mode.draw}
        elevateNodesOnSelect={false}
        nodeDragThreshold={2}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesFocusable
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        {...wiring}
        {...drop}
        onNodeDragStop={(_, __, nodes) => moveSteps(draft, new Map(nodes.map((node) => [node.id, node.position])))}
        onSelectionDragStop={(_, nodes) => moveSteps(draft, new Map(nodes.map((node) => [node.id, node.position])))}
        onSelectionChange={({ nodes, edges }) => selection.set({ nodes: nodes.map((node) => node.id), edges: edges.map((edge) => edge.id) })}
        onNodeContextMenu={(event, node) => {
          if (!mode.draw) return
          event.preventDefault()
          if (!selection.get().nodes.includes(node.id)) selectSteps(flow, [node.id])
          const { left, top } = event.currentTarget.getBoundingClientRect()
          // The keyboard's menu key says no place in some browsers.
          const at = event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : { x: left + 24, y: top + 24 }
          panel.set({ kind: 'step-menu', node: node.id, at })
        }}
        onNodeClick={(_, node) => shown.get() && shown.set({ node: node.id, port: null })}
        onEdgeMouseEnter={(_, edge) => hoveredEdge.set(edge.id)}
        onEdgeMouseLeave={() => hoveredEdge.set(null)}
        onEdgeClick={(_, edge) => edge.data && shown.set({ node: edge.data.wire.from.node, port: edge.data.wire.from.port })}
        onMove={(_, { zoom }) => designer.far.set(zoom < farZoom)}
        onMoveEnd={view.onMoveEnd}
        onPaneMouseMove={(event) => onPointer(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))}
        onDoubleClick={(event) => {
          const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane')
          if (mode.draw && onPane) panel.set({ kind: 'quick-add', at: { x: event.clientX, y: event.clientY } })
        }}
        attributionPosition="bottom-center"
        aria-label="Canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <CanvasMap />
        <CanvasTools mode={mode} />
        <CanvasHint />
        <EmptyCanvas />
        <ProblemList />
        {mode.narrow && canEdit && <NarrowNote />}
      </ReactFlow>
    ),
    [flow, designer, wiring, drop, mode, view, draft, selection, shown, panel, canEdit, onPointer],
  )
}
