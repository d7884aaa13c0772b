'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useDesigner } from '../designer-context'

/** What the pipeline is for; saved when the field is left. */
export function DescriptionField() {
  const { pipelineId, about, canEdit } = useDesigner()
  const api = useApi()
  const [text, setText] = useState(about.get().description)
  const save = useMutation({
    mutationFn: (description: string) => api.patch(`/pipelines/${pipelineId}`, { description }),
    onSuccess: (_, description) => about.set({ ...about.get(), description }),
  })
  return (
    <Field label="Description" error={save.error?.message}>
      <Textarea
        rows={4}
        maxLength={10_000}
        placeholder={canEdit ? 'What is this pipeline for?' : undefined}
        disabled={!canEdit}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== about.get().description && save.mutate(text)}
      />
    </Field>
  )
}
