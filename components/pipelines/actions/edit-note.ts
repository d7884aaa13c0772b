import { noteMap, notesOf } from '@/lib/drafts/marks'
import type { GraphNote, MarkColor } from '@/lib/graph/marks'
import type { Draft } from '../draft/draft'
import { idsOf, newStepId } from './new-step-id'

/** Adds an empty note; the answer is its id. */
export function addNote(draft: Draft, position: { x: number; y: number }): string {
  const id = newStepId('canvas.note', idsOf(draft.graph.get()))
  const note: GraphNote = { id, text: '', color: 'yellow', position: { x: Math.round(position.x), y: Math.round(position.y) }, size: { width: 240, height: 120 } }
  draft.change('add a note', (doc) => void notesOf(doc).set(id, noteMap(note)))
  return id
}

/** Writes a note's text; what is typed within a second of the last key is one undo. */
export function writeNote(draft: Draft, id: string, text: string): void {
  set(draft, id, 'text', text.slice(0, 10_000), 'write a note', `note ${id}`)
}

export function colorNote(draft: Draft, id: string, color: MarkColor): void {
  set(draft, id, 'color', color, 'colour a note')
}

/** Sizes are kept within what a note may be. */
export function resizeNote(draft: Draft, id: string, { width, height }: { width: number; height: number }): void {
  const within = (value: number, least: number) => Math.round(Math.min(4000, Math.max(least, value)))
  set(draft, id, 'size', { width: within(width, 80), height: within(height, 40) }, 'resize a note', `size ${id}`)
}

function set(draft: Draft, id: string, key: 'text' | 'color' | 'size', value: unknown, label: string, group?: string): void {
  const note = draft.graph.get().notes?.find((other) => other.id === id)
  if (!note || JSON.stringify(note[key]) === JSON.stringify(value)) return
  draft.change(label, (doc) => void notesOf(doc).get(id)?.set(key, value), { group })
}
