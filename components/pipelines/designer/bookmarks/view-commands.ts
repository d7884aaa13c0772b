import type { ReactFlowInstance } from '@xyflow/react'
import { bookmarkAt, keepView } from '../../actions/edit-bookmarks'
import type { DesignerValue } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'

/** Views kept under a digit: the middle of what is in sight and the zoom, so that a window of another size shows the same. */
export function viewCommands(flow: ReactFlowInstance<CanvasNode, WireEdge>, { draft, hint, canEdit }: DesignerValue) {
  return {
    keepView(slot: number) {
      if (!canEdit) return hint.set('Only those who may edit the pipeline can keep views of it.')
      const box = document.querySelector('.react-flow')?.getBoundingClientRect()
      if (!box) return
      const { x, y, zoom } = flow.getViewport()
      keepView(draft, { slot, x: Math.round((box.width / 2 - x) / zoom), y: Math.round((box.height / 2 - y) / zoom), zoom: Math.round(zoom * 1000) / 1000 })
      hint.set(`This view is kept under ${slot}. Press ${slot} to come back to it.`)
    },
    goToView(slot: number) {
      const view = bookmarkAt(draft, slot)
      if (!view) return hint.set(`No view is kept under ${slot}.${canEdit ? ` Shift+${slot} keeps this one.` : ''}`)
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      void flow.setCenter(view.x, view.y, { zoom: view.zoom, duration: still ? 0 : 120 })
    },
  }
}
