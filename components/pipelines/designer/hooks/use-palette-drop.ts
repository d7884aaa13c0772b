import { useMemo } from 'react'
import type { ReactFlowInstance } from '@xyflow/react'
import { cardHeight, cardWidth } from '../../card-geometry'
import { addStep } from '../../actions/add-step'
import type { DesignerValue } from '../designer-context'
import type { StepNode, WireEdge } from '../flow-elements'
import { selectSteps } from './use-flow-sync'

/** What a drag from the palette carries: the component's reference. */
export const componentMime = 'application/x-atelier-component'

export function usePaletteDrop(flow: ReactFlowInstance<StepNode, WireEdge>, designer: DesignerValue) {
  return useMemo(
    () => ({
      onDragOver: (event: React.DragEvent) => {
        if (!designer.canEdit || !event.dataTransfer.types.includes(componentMime)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event: React.DragEvent) => {
        const component = event.dataTransfer.getData(componentMime)
        if (!component) return
        event.preventDefault()
        const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
        // The card's middle comes under the pointer, on the grid.
        const snap = (value: number) => Math.round(value / 10) * 10
        const id = addStep(designer.draft, { component, position: { x: snap(at.x - cardWidth / 2), y: snap(at.y - cardHeight / 2) } })
        selectSteps(flow, [id], { focus: true })
      },
    }),
    [flow, designer],
  )
}
