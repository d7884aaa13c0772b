'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Crumb } from '@/components/shell/crumb'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import { useKeptDraft } from '@/components/workspace-components/use-kept-draft'
import { pythonVersions, type EnvironmentView } from '@/lib/environments/schema'
import { environmentsKey } from './environment-queries'
import { ImageFields } from './image-fields'

interface Draft {
  name: string
  description: string
  python: string
  from: 'requirements' | 'lock'
  requirements: string
  lock: string
  systemPackages: string
  dockerfile: string
  note: string
}

const blank: Draft = { name: '', description: '', python: '', from: 'requirements', requirements: '', lock: '', systemPackages: '', dockerfile: '', note: '' }
const anyPython = 'any'

/** A new environment, or the next version of one. What is typed stays in this browser until it is saved. */
export function EnvironmentForm({ environment }: { environment?: EnvironmentView }) {
  const { slug } = useWorkspace()
  const draft = useKeptDraft<Draft>(`atelier-environment-${slug}-${environment ? `${environment.name}@${environment.latest}` : 'new'}`, environment ? draftOf(environment) : blank)
  const { value, set } = draft
  const save = useSave(environment, () => draft.forget(false))
  const [image, setImage] = useState(value.systemPackages !== '' || value.dockerfile !== '')
  const number = environment ? (environment.stage === 'failed' ? environment.latest : environment.latest + 1) : 1
  const title = environment ? `${environment.stage === 'failed' ? 'Change' : 'New version of'} ${environment.name}` : 'New environment'
  const { fields: faults, other } = formErrors(save.error, ['description', environment ? 'note' : 'name', value.from, 'systemPackages', 'dockerfile'])
  return (
    <Page>
      <Crumb label={title} />
      <PageHeader
        title={title}
        description={environment ? 'Steps that name an earlier version keep it.' : 'Name what a script needs. An agent finds versions that go together and fixes them with their hashes.'}
        actions={
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(value)}>
            Save version {number}
          </Button>
        }
      />
      {draft.restored && (
        <p role="note" className="flex flex-wrap items-center gap-2 rounded-md bg-sunken px-3 py-2">
          What you had not saved yet is here again.
          <Button size="sm" onClick={() => draft.forget()}>
            Start over
          </Button>
        </p>
      )}
      {other !== null && <ErrorNote title="It could not be saved" error={other} />}
      <div className="grid grid-cols-[320px_minmax(0,1fr)] gap-6 max-lg:grid-cols-1">
        <div className="flex flex-col gap-4">
          {!environment && (
            <Field label="Name" help="Small letters, digits and hyphens. Steps say name@version." error={faults.name}>
              <Input value={value.name} maxLength={40} onChange={(event) => set({ name: event.target.value })} />
            </Field>
          )}
          <Field label="Description" error={faults.description}>
            <Input value={value.description} maxLength={300} onChange={(event) => set({ description: event.target.value })} />
          </Field>
          <Field label="Python" help="An agent needs this Python to build it.">
            <Select value={value.python || anyPython} onValueChange={(next) => set({ python: next === anyPython ? '' : next })} options={[{ value: anyPython, label: 'Any that Atelier runs on' }, ...pythonVersions.map((version) => ({ value: version, label: version }))]} />
          </Field>
          {environment && (
            <Field label="What is new in it" error={faults.note}>
              <Input value={value.note} maxLength={2000} onChange={(event) => set({ note: event.target.value })} />
            </Field>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Segmented aria-label="Made from" className="self-start" value={value.from} onValueChange={(from) => set({ from })} options={[{ value: 'requirements', label: 'Requirements' }, { value: 'lock', label: 'A lock' }]} />
          {value.from === 'requirements' ? (
            <Field label="Requirements" help="One package a line, as in a requirements.txt. pandas and pyarrow are added where you do not name them: steps get their tables through them." error={faults.requirements}>
              <Textarea rows={14} className="font-mono text-sm" placeholder={'xgboost-cpu>=3\nshap'} value={value.requirements} onChange={(event) => set({ requirements: event.target.value })} />
            </Field>
          ) : (
            <Field label="Lock" help="The whole file, with versions and hashes, as uv pip compile --generate-hashes writes it." error={faults.lock}>
              <Textarea rows={14} className="font-mono text-sm" value={value.lock} onChange={(event) => set({ lock: event.target.value })} />
            </Field>
          )}
          <ImageFields open={image} onOpen={() => setImage(true)} systemPackages={value.systemPackages} dockerfile={value.dockerfile} errors={faults} onChange={set} />
        </div>
      </div>
    </Page>
  )
}

function draftOf({ name, description, pythonChoice, requirements, lock, systemPackages, dockerfile }: EnvironmentView): Draft {
  const from = requirements === '' && lock !== '' ? 'lock' : 'requirements'
  return { ...blank, name, description, python: pythonChoice, from, requirements, lock: from === 'lock' ? lock : '', systemPackages: systemPackages.join(' '), dockerfile }
}

function useSave(known: EnvironmentView | undefined, done: () => void) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: ({ name, from, systemPackages, requirements, lock, ...rest }: Draft) => {
      const content = { ...rest, requirements: from === 'requirements' ? requirements : '', lock: from === 'lock' ? lock : '', systemPackages: systemPackages.split(/[\s,]+/).filter(Boolean) }
      return known ? api.post<EnvironmentView>(`/environments/${known.name}/versions`, { ...content, after: known.latest }) : api.post<EnvironmentView>('/environments', { name, ...content })
    },
    onSuccess: async (made) => {
      done()
      await client.invalidateQueries({ queryKey: environmentsKey(slug) })
      router.push(`/w/${slug}/environments/${made.name}`)
      router.refresh()
    },
  })
}
