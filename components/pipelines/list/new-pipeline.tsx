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
import type { Template } from './pipelines-page'
import { createFrom } from './queries'
import { TemplateDrawing } from './template-drawing'

export interface NewPipelineProps {
  templates: Template[]
  start: 'blank' | 'template'
  onClose: () => void
}

/** Blank, or a template with its data. */
export function NewPipeline({ templates, start, onClose }: NewPipelineProps) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const [template, setTemplate] = useState<Template | null>(start === 'template' ? (templates[0] ?? null) : null)
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () =>
      template
        ? createFrom(api, { name: name.trim() || template.name, description: template.description, graph: template.graph }, template.datasets)
        : createFrom(api, { name: name.trim() || 'Untitled pipeline' }),
    onSuccess: ({ id }) => router.push(`/w/${slug}/pipelines/${id}`),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="New pipeline" width={760}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            create.mutate()
          }}
        >
          <Field label="Name">
            <Input autoFocus maxLength={200} placeholder={template?.name ?? 'Untitled pipeline'} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 text-sm font-medium">Start with</legend>
            <Choice chosen={template === null} title="A blank canvas" text="Add steps yourself." onChoose={() => setTemplate(null)} />
            <div className="grid gap-2 sm:grid-cols-2">
              {templates.map((candidate) => (
                <Choice
                  key={candidate.name}
                  chosen={template === candidate}
                  title={candidate.name}
                  text={candidate.description}
                  facts={`${formatCount(candidate.graph.nodes.length, 'step')}, with data`}
                  drawing={<TemplateDrawing graph={candidate.graph} className="h-32 w-20" />}
                  onChoose={() => setTemplate(candidate)}
                />
              ))}
            </div>
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

interface ChoiceProps {
  chosen: boolean
  title: string
  text: string
  facts?: string
  drawing?: React.ReactNode
  onChoose: () => void
}

function Choice({ chosen, title, text, facts, drawing, onChoose }: ChoiceProps) {
  return (
    <label className={cn('flex items-start gap-2 rounded-md border p-2.5', chosen ? 'border-ring bg-selected' : 'border-line hover:bg-hover')}>
      <input type="radio" name="start" className="mt-1 shrink-0 accent-accent" checked={chosen} onChange={onChoose} />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-muted">{text}</span>
        {facts && <span className="mt-1 block text-sm text-muted tabular">{facts}</span>}
      </span>
      {drawing && <span className="shrink-0 self-center">{drawing}</span>}
    </label>
  )
}
