'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useStore } from '../../draft/store'
import { useDesigner } from '../designer-context'
import { usePublish } from './use-versions'

/** Freezes the draft as the next version. */
export function PublishForm() {
  const { draft } = useDesigner()
  const empty = useStore(draft.graph, (graph) => graph.nodes.length === 0)
  const [note, setNote] = useState('')
  const { mutate, isPending, error, data } = usePublish()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!isPending && !empty) mutate(note, { onSuccess: () => setNote('') })
  }
  return (
    <form className="flex items-start gap-2" onSubmit={submit}>
      <Field label="Publish the draft" help={empty ? 'The pipeline has no steps yet.' : data ? `Published as version ${data.version}.` : undefined} error={error?.message} className="flex-1">
        <Input value={note} maxLength={2000} placeholder="What is new in it" onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" busy={isPending} disabled={empty} className="mt-5">
        Publish
      </Button>
    </form>
  )
}
