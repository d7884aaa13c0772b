'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Textarea } from '@/components/ui/input'

export interface TextEditorProps {
  /** "Note", "Description": the heading, and the field's name. */
  label: string
  value: string
  /** Said where there is no text. */
  none: string
  canWrite: boolean
  maxLength: number
  onSave: (text: string) => Promise<unknown>
}

/** A text of several lines that is changed where it stands. What was typed stays until it is saved or given up. */
export function TextEditor({ label, value, none, canWrite, maxLength, onSave }: TextEditorProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const save = useMutation({ mutationFn: (text: string) => onSave(text), onSuccess: () => setTyped(null) })
  return (
    <section aria-label={label} className="flex flex-col gap-2">
      <div className="flex h-6 items-center gap-1">
        <h2 className="font-medium">{label}</h2>
        {canWrite && typed === null && <Button size="sm" variant="ghost" icon={Pencil} aria-label={`Edit ${label.toLowerCase()}`} onClick={() => setTyped(value)} />}
      </div>
      {typed === null ? (
        <p className={value ? 'whitespace-pre-wrap break-words' : 'text-muted'}>{value || none}</p>
      ) : (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(typed)
          }}
        >
          <Textarea
            autoFocus
            aria-label={label}
            rows={5}
            maxLength={maxLength}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save.mutate(typed)
              if (event.key === 'Escape' && typed === value) setTyped(null)
            }}
          />
          {save.error && <ErrorNote title={`The ${label.toLowerCase()} was not saved`} error={save.error} />}
          <div className="flex gap-2">
            <Button type="submit" size="sm" variant="primary" busy={save.isPending}>
              Save
            </Button>
            <Button size="sm" onClick={() => setTyped(null)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
