'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { Background, BackgroundVariant, ConnectionMode, ReactFlow, SelectionMode, useReactFlow, type EdgeTypes, type NodeTypes } from '@xyflow/react'
import '../canvas.css'
import { CanvasHint } from './canvas-hint'
import { CanvasMap } from './canvas-map'
import { CanvasTools } from './canvas-tools'
import { useDesigner } from './designer-context'
import { EmptyCanvas } from './empty-canvas'
import { toEdges, toNodes, type CanvasNode, type WireEdge } from './flow-elements'
import type { CanvasMode } from './hooks/use-canvas-mode'
import { useCanvasEvents } from './hooks/use-canvas-events'
import { useDragging } from './hooks/use-dragging'
import { farZoom } from './far-card'
import { fitOptions, fittedZoom } from './fit-options'
import { GuideLines } from './guide-lines'
import { useFlowSync } from './hooks/use-flow-sync'
import { usePaletteDrop } from './hooks/use-palette-drop'
import { useSelection } from './hooks/use-selection'
import { useUrlView } from './hooks/use-url-view'
import { useWiring } from './hooks/use-wiring'
import { FoldedNode, FrameNode, NoteNode } from './marks/mark-nodes'
import { NarrowNote } from './narrow-note'
import { ProblemList } from './problem-list'
import { StepNode } from './step-node'
import { WireEdge as WireEdgeView } from './wire-edge'

const nodeTypes: NodeTypes = { step: StepNode, note: NoteNode, frame: FrameNode, folded: FoldedNode }
const edgeTypes: EdgeTypes = { wire: WireEdgeView }
const grid: [number, number] = [10, 10]
const adding = ['Shift', 'Meta', 'Control']
const none = new Set<string>()

/**
 * React Flow owns what moves at pointer rate (drag, pan, box); the draft gets a drag's result once, at its end.
 * In the other direction every change of the draft is brought over by `useFlowSync`.
 */
export function Canvas({ mode, onPointer }: { mode: CanvasMode; onPointer: (at: { x: number; y: number }) => void }) {
  const designer = useDesigner()
  const { draft, canEdit } = designer
  const flow = useReactFlow<CanvasNode, WireEdge>()
  const initial = useRef<{ nodes: CanvasNode[]; edges: WireEdge[] }>(null)
  const view = useUrlView(designer)
  initial.current ??= {
    nodes: toNodes(draft.graph.get(), [], { strips: none, opened: none, selected: view.selected }),
    edges: toEdges(draft.graph.get(), [], none),
  }
  useState(() => designer.far.set((view.viewport?.zoom ?? fittedZoom(draft.graph.get(), window)) < farZoom))
  useFlowSync(flow, designer)
  const wiring = useWiring(flow, designer)
  const drop = usePaletteDrop(flow, designer)
  const dragging = useDragging(flow, designer)
  const events = useCanvasEvents(flow, designer, mode.draw)
  const onSelectionChange = useSelection(designer)
  useEffect(() => view.follow(), [view])
  useEffect(() => () => designer.wiring.set(null), [designer])

  return useMemo(
    () => (
      <ReactFlow<CanvasNode, WireEdge>
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
        // Shift adds to what is selected; a box is drawn without a key.
        selectionKeyCode={null}
        multiSelectionKeyCode={adding}
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
        {...dragging.props}
        {...events}
        onSelectionChange={onSelectionChange}
        onMove={(_, { zoom }) => designer.far.set(zoom < farZoom)}
        onMoveEnd={view.onMoveEnd}
        onPaneMouseMove={(event) => onPointer(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))}
        attributionPosition="bottom-center"
        aria-label="Canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <GuideLines path={dragging.lines} />
        <CanvasMap />
        <CanvasTools mode={mode} />
        <CanvasHint />
        <EmptyCanvas />
        <ProblemList />
        {mode.narrow && canEdit && <NarrowNote />}
      </ReactFlow>
    ),
    [flow, designer, wiring, drop, dragging, events, onSelectionChange, mode, view, canEdit, onPointer],
  )
}
