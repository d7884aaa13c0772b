'use client'

import { useRef, useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Crumb } from '@/components/shell/crumb'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** The pipeline's name; a press makes it a field. */
export function PipelineName() {
  const { about, pipelineId, canEdit, hint } = useDesigner()
  const name = useStore(about, (value) => value.name)
  const api = useApi()
  const [editing, setEditing] = useState(false)
  const cancelled = useRef(false)
  const rename = useMutation({
    mutationFn: (next: string) => api.patch(`/pipelines/${pipelineId}`, { name: next }),
    onMutate: (next) => {
      const before = about.get()
      about.set({ ...before, name: next })
      return before
    },
    onError: (error, _, before) => {
      if (before) about.set(before)
      hint.set(`The name could not be changed: ${error.message}`)
    },
  })
  const style = 'min-w-0 truncate rounded-sm px-1 text-lg font-semibold'
  return (
    <>
      <Crumb label={name} />
      {editing ? (
        <input
          autoFocus
          aria-label="Name of the pipeline"
          defaultValue={name}
          maxLength={200}
          onFocus={(event) => event.currentTarget.select()}
          className={cn(style, 'w-64 bg-surface outline-2 outline-ring')}
          onBlur={(event) => {
            const next = event.target.value.trim()
            setEditing(false)
            if (!cancelled.current && next && next !== name) rename.mutate(next)
            cancelled.current = false
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') cancelled.current = true
            if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
          }}
        />
      ) : (
        <h1 className={cn(style, canEdit && 'hover:bg-hover')}>
          {canEdit ? (
            <button type="button" className="block max-w-full truncate" title="Rename" onClick={() => setEditing(true)}>
              {name}
            </button>
          ) : (
            name
          )}
        </h1>
      )}
    </>
  )
}
