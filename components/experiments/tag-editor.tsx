'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'

export interface TagEditorProps {
  tags: { key: string; value: string }[]
  canWrite: boolean
  /** Null takes the tag away. */
  onSet: (key: string, value: string | null) => Promise<unknown>
}

/** Tags, each of which can be taken away, and a line for one more. The same name again gives it another value. */
export function TagEditor({ tags, canWrite, onSet }: TagEditorProps) {
  const [adding, setAdding] = useState(false)
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const set = useMutation({
    mutationFn: ({ name, to }: { name: string; to: string | null }) => onSet(name, to),
    onSuccess: (_, { to }) => {
      if (to === null) return
      setAdding(false)
      setKey('')
      setValue('')
    },
  })
  return (
    <section aria-label="Tags" className="flex flex-col gap-2">
      <div className="flex h-6 items-center gap-1">
        <h2 className="font-medium">Tags</h2>
        {canWrite && !adding && <Button size="sm" variant="ghost" icon={Plus} aria-label="Add a tag" onClick={() => setAdding(true)} />}
      </div>
      {tags.length === 0 && !adding && <p className="text-muted">No tags.</p>}
      <ul className="flex flex-wrap gap-1.5">
        {tags.map((tag) => (
          <li key={tag.key} className="flex min-h-6 max-w-full items-center gap-1 rounded-sm border border-line bg-surface pl-2">
            <span className="min-w-0 break-words">
              <span className="text-muted">{tag.key}</span> {tag.value}
            </span>
            {canWrite ? <Button size="sm" variant="ghost" icon={X} aria-label={`Remove the tag ${tag.key}`} busy={set.isPending && set.variables.to === null && set.variables.name === tag.key} onClick={() => set.mutate({ name: tag.key, to: null })} /> : <span className="w-1" />}
          </li>
        ))}
      </ul>
      {adding && (
        <form
          className="flex max-w-96 flex-wrap gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (key.trim()) set.mutate({ name: key.trim(), to: value })
          }}
        >
          <Input autoFocus aria-label="Tag" placeholder="tag" value={key} onChange={(event) => setKey(event.target.value)} className="min-w-0 flex-1" />
          <Input aria-label="Value" placeholder="value" value={value} onChange={(event) => setValue(event.target.value)} className="min-w-0 flex-1" />
          <Button type="submit" variant="primary" busy={set.isPending && set.variables.to !== null} disabled={!key.trim()}>
            Set
          </Button>
          <Button variant="ghost" icon={X} aria-label="Add no tag" onClick={() => setAdding(false)} />
        </form>
      )}
      {set.error && <ErrorNote title="The tag was not changed" error={set.error} />}
    </section>
  )
}
