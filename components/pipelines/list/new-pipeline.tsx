'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Sample } from './pipelines-page'
import { createFrom } from './queries'

export interface NewPipelineProps {
  samples: Sample[]
  start: 'blank' | 'sample'
  onClose: () => void
}

/** Blank, or a sample with its data. */
export function NewPipeline({ samples, start, onClose }: NewPipelineProps) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const [sample, setSample] = useState<Sample | null>(start === 'sample' ? (samples[0] ?? null) : null)
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () =>
      sample
        ? createFrom(api, { name: name.trim() || sample.name, description: sample.description, graph: sample.graph }, sample.datasets)
        : createFrom(api, { name: name.trim() || 'Untitled pipeline' }),
    onSuccess: ({ id }) => router.push(`/w/${slug}/pipelines/${id}`),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="New pipeline" width={520}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate()
          }}
        >
          <Field label="Name">
            <Input autoFocus maxLength={200} placeholder={sample?.name ?? 'Untitled pipeline'} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 text-sm font-medium">Start with</legend>
            <Choice chosen={sample === null} title="A blank canvas" text="Add steps yourself." onChoose={() => setSample(null)} />
            {samples.map((candidate) => (
              <Choice
                key={candidate.name}
                chosen={sample === candidate}
                title={`Sample: ${candidate.name}`}
                text={`${candidate.description} ${formatCount(candidate.graph.nodes.length, 'step')}, with its data.`}
                onChoose={() => setSample(candidate)}
              />
            ))}
          </fieldset>
          {create.error && <ErrorNote error={create.error} />}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" busy={create.isPending}>
              Create pipeline
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function Choice({ chosen, title, text, onChoose }: { chosen: boolean; title: string; text: string; onChoose: () => void }) {
  return (
    <label className={cn('flex gap-2 rounded-md border p-2.5', chosen ? 'border-ring bg-selected' : 'border-line hover:bg-hover')}>
      <input type="radio" name="start" className="mt-0.5 accent-accent" checked={chosen} onChange={onChoose} />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-muted">{text}</span>
      </span>
    </label>
  )
}
