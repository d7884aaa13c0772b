import { useMemo } from 'react'
import { useReactFlow } from '@xyflow/react'
import { isAppError } from '@/lib/errors'
import { toText } from '@/lib/graph/clip-text'
import { deleteSteps } from '../../actions/delete-steps'
import { addNote } from '../../actions/edit-note'
import { collapseSteps, toggleSteps } from '../../actions/edit-step'
import { groupSteps, membersIn, ungroup } from '../../actions/group-steps'
import { moveSteps } from '../../actions/move-steps'
import { layoutGraph } from '../../layout'
import { useDesigner, type DesignerValue } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { fitOptions } from '../fit-options'
import { tabOrder } from '../marks/tab-order'
import { middleOfView } from '../add'
import { viewCommands } from '../bookmarks/view-commands'
import { selectSteps } from './use-flow-sync'

/** Fetched with the first movement (`preloadParts`): it checks what comes from a clipboard. */
const insertion = () => import('../../actions/insert-steps')

const fit = { ...fitOptions, duration: 120 }

/** What keys, menus and the command palette do on the canvas. */
export function useCommands() {
  const designer = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  return useMemo(() => {
    const { draft, selection, hint, panel } = designer
    const chosen = () => [...selection.get().nodes]
    /** Steps, notes and groups. */
    const picked = () => {
      const { nodes, notes, groups } = selection.get()
      return [...nodes, ...notes, ...groups]
    }
    /** Steps and notes, also those in selected groups. */
    const members = () => membersIn(draft.graph.get(), picked())
    return {
      ...history(designer),
      ...viewCommands(flow, designer),
      remove() {
        deleteSteps(draft, picked(), selection.get().edges)
      },
      async duplicate() {
        const { duplicateSteps } = await insertion()
        selectSteps(flow, duplicateSteps(draft, picked()), { focus: true })
      },
      /** Disables the selected steps, or enables them where all are disabled. */
      toggle: () => void toggleSteps(draft, chosen()),
      /** What is selected as clipboard text; undefined with nothing. */
      copy: () => (members().length > 0 ? toText(draft.graph.get(), picked()) : undefined),
      async paste(text: string, at?: { x: number; y: number }) {
        try {
          const { pasteSteps } = await insertion()
          selectSteps(flow, pasteSteps(draft, text, at), { focus: true })
        } catch (error) {
          hint.set(isAppError(error) ? error.message : 'The clipboard could not be read.')
        }
      },
      selectAll() {
        flow.setNodes((nodes) => nodes.map((node) => (node.selected ? node : { ...node, selected: true })))
      },
      selectNone: () => selectSteps(flow, []),
      /** The next or previous step in the order of the data, then notes; false at the end, where the keyboard may leave the canvas. */
      cycle(by: 1 | -1): boolean {
        const order = tabOrder(draft.graph.get(), designer.checked.get().analysis.order, designer.opened.get())
        const at = order.indexOf(picked()[0] ?? '')
        const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by
        if (!order[next]) return false
        selectSteps(flow, [order[next]], { focus: true })
        return true
      },
      nudge(x: number, y: number) {
        const ids = new Set(members())
        const { nodes, notes = [] } = draft.graph.get()
        const places = [...nodes, ...notes].filter((node) => ids.has(node.id)).map((node) => [node.id, { x: node.position.x + x, y: node.position.y + y }] as const)
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
      rename: () => picked()[0] && panel.set({ kind: 'rename', node: picked()[0]! }),
      /** A note at the pointer, else in the middle of the view, open for writing. */
      addNote(at?: { x: number; y: number }) {
        const id = addNote(draft, at ?? middleOfView(flow))
        selectSteps(flow, [id], { show: true })
        panel.set({ kind: 'rename', node: id })
      },
      group() {
        const id = groupSteps(draft, picked())
        if (!id) return hint.set('Select the steps that belong together, then group them.')
        // The keyboard goes to the title that is being written, not to the frame.
        selectSteps(flow, [id], { show: true })
        panel.set({ kind: 'rename', node: id })
      },
      ungroup() {
        const inside = ungroup(draft, selection.get().groups)
        if (inside.length > 0) selectSteps(flow, inside)
        else hint.set('Select a group by its title, then ungroup it.')
      },
      /** Draws the selected steps small, or whole again where all of them are small. */
      collapse() {
        const steps = draft.graph.get().nodes.filter((node) => chosen().includes(node.id))
        collapseSteps(draft, chosen(), !steps.every((step) => step.collapsed))
      },
      /** Asks what one component of the selected steps shall be called and show. */
      makeComponent: () => (chosen().length > 0 ? panel.set({ kind: 'make-component', nodes: chosen() }) : hint.set('Select the steps that the component shall consist of.')),
      connect: () => (chosen()[0] ? panel.set({ kind: 'connect', node: chosen()[0]! }) : hint.set('Select the step whose output you want to connect.')),
      edit: () => (selection.get().notes.length === 1 && designer.canEdit ? panel.set({ kind: 'rename', node: selection.get().notes[0]! }) : void editInInspector(chosen()[0])),
      /** From the inspector back to what it is about. */
      toCanvas: () => picked()[0] && selectSteps(flow, picked(), { focus: true }),
      find: () => (panel.get()?.kind === 'find' ? document.getElementById('find-step')?.focus() : panel.set({ kind: 'find' })),
      findComponent: () => document.getElementById('palette-search')?.focus(),
    }
  }, [designer, flow])
}

export type Commands = ReturnType<typeof useCommands>

/** The first field of the step; what opens a menu beside its label comes after it. The inspector may be fetched only now. */
async function editInInspector(step: string | undefined): Promise<void> {
  const begun = document.activeElement
  for (let tries = 0; tries < 120 && document.activeElement === begun; tries++) {
    const inspector = document.querySelector(step === undefined ? '#inspector' : `#inspector [data-step="${CSS.escape(step)}"]`)
    const field = inspector?.querySelector<HTMLElement>('[data-params] :is(input, button, textarea):not([aria-haspopup="menu"])') ?? inspector?.querySelector<HTMLElement>('input, button, textarea')
    if (field) return field.focus()
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

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
