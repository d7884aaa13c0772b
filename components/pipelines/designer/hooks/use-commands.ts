import { useMemo } from 'react'
import { useReactFlow } from '@xyflow/react'
import { isAppError } from '@/lib/errors'
import { toText } from '@/lib/graph/clipboard'
import { deleteSteps } from '../../actions/delete-steps'
import { duplicateSteps, pasteSteps } from '../../actions/insert-steps'
import { toggleSteps } from '../../actions/edit-step'
import { moveSteps } from '../../actions/move-steps'
import { layoutGraph } from '../../layout'
import { useDesigner, type DesignerValue } from '../designer-context'
import type { StepNode, WireEdge } from '../flow-elements'
import { fitOptions } from '../fit-options'
import { selectSteps } from './use-flow-sync'

const fit = { ...fitOptions, duration: 120 }

/** What keys, menus and the command palette do on the canvas. */
export function useCommands() {
  const designer = useDesigner()
  const flow = useReactFlow<StepNode, WireEdge>()
  return useMemo(() => {
    const { draft, selection, hint, panel } = designer
    const chosen = () => [...selection.get().nodes]
    return {
      ...history(designer),
      remove() {
        const { nodes, edges } = selection.get()
        deleteSteps(draft, nodes, edges)
      },
      duplicate: () => selectSteps(flow, duplicateSteps(draft, chosen()), { focus: true }),
      /** Disables the selected steps, or enables them where all are disabled. */
      toggle: () => void toggleSteps(draft, chosen()),
      /** The selected steps as clipboard text; undefined with none. */
      copy: () => (chosen().length > 0 ? toText(draft.graph.get(), chosen()) : undefined),
      paste(text: string, at?: { x: number; y: number }) {
        try {
          selectSteps(flow, pasteSteps(draft, text, at), { focus: true })
        } catch (error) {
          hint.set(isAppError(error) ? error.message : 'The clipboard could not be read.')
        }
      },
      selectAll() {
        flow.setNodes((nodes) => nodes.map((node) => (node.selected ? node : { ...node, selected: true })))
      },
      selectNone: () => selectSteps(flow, []),
      /** The next or previous step in the order of the data; false at the end, where the keyboard may leave the canvas. */
      cycle(by: 1 | -1): boolean {
        const order = designer.checked.get().analysis.order
        const at = order.indexOf(chosen()[0] ?? '')
        const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by
        if (!order[next]) return false
        selectSteps(flow, [order[next]], { focus: true })
        return true
      },
      nudge(x: number, y: number) {
        const ids = new Set(chosen())
        const places = draft.graph.get().nodes.filter((node) => ids.has(node.id)).map((node) => [node.id, { x: node.position.x + x, y: node.position.y + y }] as const)
        moveSteps(draft, new Map(places), { group: `nudge ${[...ids].join()}` })
      },
      async arrange() {
        const several = chosen().length > 1
        const places = await layoutGraph(draft.graph.get(), { strip: designer.run.get().view !== null, only: several ? new Set(chosen()) : undefined })
        moveSteps(draft, places, { label: 'arrange steps' })
        if (!several) requestAnimationFrame(() => void flow.fitView(fit))
      },
      fit: () => void flow.fitView(fit),
      zoomIn: () => void flow.zoomIn({ duration: 100 }),
      zoomOut: () => void flow.zoomOut({ duration: 100 }),
      zoomFull: () => void flow.zoomTo(1, { duration: 100 }),
      rename: () => chosen()[0] && panel.set({ kind: 'rename', node: chosen()[0]! }),
      connect: () => (chosen()[0] ? panel.set({ kind: 'connect', node: chosen()[0]! }) : hint.set('Select the step whose output you want to connect.')),
      edit: () => document.querySelector<HTMLElement>('#inspector [data-params] :is(input, button, textarea), #inspector :is(input, button, textarea)')?.focus(),
      find: () => (panel.get()?.kind === 'find' ? document.getElementById('find-step')?.focus() : panel.set({ kind: 'find' })),
      findComponent: () => document.getElementById('palette-search')?.focus(),
    }
  }, [designer, flow])
}

export type Commands = ReturnType<typeof useCommands>

function history({ draft, hint }: DesignerValue) {
  return {
    undo() {
      const label = draft.undo()
      hint.set(label ? `Undone: ${label}` : null)
    },
    redo() {
      const label = draft.redo()
      hint.set(label ? `Redone: ${label}` : null)
    },
  }
}
