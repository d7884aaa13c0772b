import * as Y from 'yjs'
import { nodesOf } from '@/lib/drafts/document'
import { setDisabled } from '@/lib/drafts/rewrite'
import { titleOf } from '@/lib/graph/wiring'
import type { Draft } from '../draft/draft'

/** Names a step; empty gives it its component's name again. */
export function renameStep(draft: Draft, id: string, name: string): void {
  setText(draft, id, 'name', name.trim().slice(0, 200), 'rename a step')
}

/** Writes a step's note; what is typed within a second of the last key is one undo. */
export function noteStep(draft: Draft, id: string, note: string): void {
  setText(draft, id, 'note', note.slice(0, 10_000), 'edit a note', `note ${id}`)
}

/** Disables the steps, or enables them where all of them are disabled; one undo. The answer says which it was. */
export function toggleSteps(draft: Draft, ids: readonly string[]): 'disabled' | 'enabled' | undefined {
  const chosen = draft.graph.get().nodes.filter((node) => ids.includes(node.id))
  if (chosen.length === 0) return undefined
  const disable = chosen.some((node) => !node.disabled)
  const changed = chosen.filter((node) => !node.disabled === disable)
  const what = changed.length === 1 ? titleOf(changed[0]!) : `${changed.length} steps`
  draft.change(`${disable ? 'disable' : 'enable'} ${what}`, (doc) => {
    for (const { id } of changed) {
      const map = nodesOf(doc).get(id)
      if (map) setDisabled(map, disable)
    }
  })
  return disable ? 'disabled' : 'enabled'
}

/** Draws steps small, or whole again. */
export function collapseSteps(draft: Draft, ids: readonly string[], collapsed: boolean): void {
  const steps = draft.graph.get().nodes.filter((node) => ids.includes(node.id) && (node.collapsed ?? false) !== collapsed)
  if (steps.length === 0) return
  draft.change(`${collapsed ? 'collapse' : 'expand'} ${steps.length === 1 ? 'a card' : `${steps.length} cards`}`, (doc) => {
    for (const step of steps) nodesOf(doc).get(step.id)?.set('collapsed', collapsed)
  })
}

function setText(draft: Draft, id: string, key: 'name' | 'note', text: string, label: string, group?: string): void {
  if (draft.graph.get().nodes.find((node) => node.id === id)?.[key] === text) return
  draft.change(label, (doc) => void nodesOf(doc).get(id)?.set(key, text), { group })
}

/**
 * Sets some of a step's params; `undefined` removes one, so that it has its default again. Equal values change nothing.
 * `typing` names the field being typed into.
 */
export function setParams(draft: Draft, id: string, values: Record<string, unknown>, options: { label: string; typing?: boolean }): void {
  const node = draft.graph.get().nodes.find((other) => other.id === id)
  if (!node) return
  const changed = Object.entries(values).filter(([key, value]) => JSON.stringify(node.params[key]) !== JSON.stringify(value))
  if (changed.length === 0) return
  draft.change(
    options.label,
    (doc) => {
      const params = nodesOf(doc).get(id)?.get('params')
      if (!(params instanceof Y.Map)) return
      for (const [key, value] of changed) {
        if (value === undefined) params.delete(key)
        else params.set(key, value)
      }
    },
    { group: options.typing ? `param ${id} ${changed.map(([key]) => key).join()}` : undefined },
  )
}
