import { useCallback } from 'react'
import type { DesignerValue, Selection } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { unfoldFor } from '../marks/fold'

/** Tells the designer what is selected on the canvas. A step that is selected inside a collapsed group opens it here. */
export function useSelection(designer: DesignerValue) {
  return useCallback(
    ({ nodes, edges }: { nodes: CanvasNode[]; edges: WireEdge[] }) => {
      const next: Selection = { nodes: ids(nodes, 'step'), notes: ids(nodes, 'note'), groups: ids(nodes, 'frame', 'folded'), edges: edges.map((edge) => edge.id) }
      designer.selection.set(next)
      const hidden = nodes.filter((node) => node.hidden)
      if (hidden.length > 0) unfoldFor(designer, hidden.map((node) => node.id))
    },
    [designer],
  )
}

function ids(nodes: readonly CanvasNode[], ...types: CanvasNode['type'][]): string[] {
  return nodes.filter((node) => types.includes(node.type)).map((node) => node.id)
}
