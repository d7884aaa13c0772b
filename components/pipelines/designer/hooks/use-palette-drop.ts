import { useMemo } from 'react'
import type { ReactFlowInstance } from '@xyflow/react'
import { cardHeight, cardWidth } from '../../card-geometry'
import { edgeId } from '@/lib/graph/edge-id'
import { addStep } from '../../actions/add-step'
import { insertOnEdge } from '../../actions/insert-on-edge'
import type { DesignerValue } from '../designer-context'
import { dropContext } from '../drop-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { selectSteps } from './use-flow-sync'
import { hoveredEdge } from './use-hovered-edge'

/** What a drag from the palette carries: the component's reference. */
export const componentMime = 'application/x-atelier-component'

/** The wire on which the pointer is, by its id. */
function wireUnder(event: React.DragEvent): string | null {
  return event.target instanceof Element ? (event.target.closest('.react-flow__edge')?.getAttribute('data-id') ?? null) : null
}

/** A component dropped on the canvas becomes a step there; dropped on a wire, it goes into it. */
export function usePaletteDrop(flow: ReactFlowInstance<CanvasNode, WireEdge>, designer: DesignerValue) {
  return useMemo(
    () => ({
      onDragOver: (event: React.DragEvent) => {
        if (!designer.canEdit || !event.dataTransfer.types.includes(componentMime)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        hoveredEdge.set(wireUnder(event))
      },
      onDragLeave: () => hoveredEdge.set(null),
      onDrop: (event: React.DragEvent) => {
        const component = event.dataTransfer.getData(componentMime)
        if (!component) return
        event.preventDefault()
        const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
        // The card's middle comes under the pointer, on the grid.
        const snap = (value: number) => Math.round(value / 10) * 10
        const position = { x: snap(at.x - cardWidth / 2), y: snap(at.y - cardHeight / 2) }
        const under = wireUnder(event)
        hoveredEdge.set(null)
        const wire = under ? designer.draft.graph.get().edges.find((edge) => edgeId(edge) === under) : undefined
        const inserted = wire && insertOnEdge(designer.draft, wire, component, position)
        if (wire && !inserted) designer.hint.set('It does not take what this connection carries, so it stands beside it.')
        const id = inserted ?? addStep(designer.draft, { component, position, dropped: dropContext(designer) })
        selectSteps(flow, [id], { focus: true })
      },
    }),
    [flow, designer],
  )
}
