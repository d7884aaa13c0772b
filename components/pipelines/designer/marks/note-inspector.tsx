'use client'

import { Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { colorNote, writeNote } from '../../actions/edit-note'
import { deleteSteps } from '../../actions/delete-steps'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { Swatches } from './swatches'

/** A note: its text and its colour. */
export function NoteInspector({ id }: { id: string }) {
  const { draft, canEdit } = useDesigner()
  const note = useStore(draft.graph, (graph) => graph.notes?.find((other) => other.id === id))
  if (!note) return null
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="text-lg font-semibold">Note</h2>
      <Field label="Text" help="Markdown: # heading, **bold**, - list, [link](https://…).">
        <Textarea rows={8} value={note.text} disabled={!canEdit} maxLength={10_000} onChange={(event) => writeNote(draft, id, event.target.value)} />
      </Field>
      <Swatches value={note.color} disabled={!canEdit} onChange={(color) => colorNote(draft, id, color)} />
      {canEdit && (
        <Button size="sm" icon={Trash2} className="self-start" onClick={() => deleteSteps(draft, [id])}>
          Delete
        </Button>
      )}
    </div>
  )
}
