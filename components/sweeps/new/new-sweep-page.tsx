'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { withCode } from '@/components/commands/queries'
import { Crumb } from '@/components/shell/crumb'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Select } from '@/components/ui/select'
import { useAlive } from '@/components/ui/use-alive'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { SweepOptions } from '@/lib/sweeps/options'
import type { SweepView } from '@/lib/sweeps/read'
import { CommandFields } from './command-fields'
import { exampleScript } from './example-script'
import { inputOf, rowFor, rowsForCommand, sizeWords, spaceOf, type SweepForm } from './form'
import { LimitFields, limitPlaces } from './limit-fields'
import { ObjectiveFields } from './objective-fields'
import { ParameterRows } from './parameter-rows'
import { PipelineHints } from './pipeline-hints'
import { Section } from './section'

const COMMAND = 'command'

export interface NewSweepProps {
  pipelines: { id: string; name: string }[]
  /** What the chosen pipeline may vary; null for a command, or before a choice. */
  options: SweepOptions | null
  command: boolean
}

function firstForm(options: SweepOptions | null): SweepForm {
  const tied = options?.parameters.filter(({ steps }) => steps.length > 0) ?? []
  const metric = options?.metrics.find(({ better }) => better !== 'none')
  return {
    name: '',
    command: options ? '' : 'python script.py --rate {rate}',
    code: 'paste',
    script: exampleScript,
    files: [],
    experiment: '',
    environment: 'tracking',
    folder: '',
    rows: options ? options.parameters.map((parameter) => rowFor(parameter, tied.length <= 3 && parameter.steps.length > 0)) : rowsForCommand('{rate}', []),
    metric: options ? (metric ? JSON.stringify([metric.node, metric.metric]) : '') : 'loss',
    direction: !options || metric?.better === 'lower' ? 'minimize' : 'maximize',
    method: 'bayesian',
    trials: '20',
    parallel: '2',
    minutes: '',
    stopping: 'none',
    stopFrom: '1',
    stopTo: '27',
  }
}

/** A form from the choice of a pipeline to the start of its sweep. It is made anew for each pipeline. */
export function NewSweepPage({ pipelines, options, command }: NewSweepProps) {
  const { slug } = useWorkspace()
  const router = useRouter()
  const chosen = command ? COMMAND : (options?.pipeline.id ?? '')
  return (
    <Page className="max-w-[820px]">
      <Crumb label="New sweep" />
      <PageHeader title="New sweep" description="Try many values of parameters, and see which are best. Each trial is a run; steps that a value does not reach are computed once and reused." />
      <Field label="Vary" help={chosen === '' ? 'Choose what to vary first.' : undefined}>
        <Select
          value={chosen}
          placeholder="Choose a pipeline…"
          onValueChange={(value) => router.replace(`/w/${slug}/sweeps/new?${value === COMMAND ? 'command=1' : `pipeline=${value}`}`)}
          options={[{ value: COMMAND, label: 'A command', help: 'A script with its code, or a program on an agent’s machine' }, ...pipelines.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </Field>
      {chosen !== '' && <SweepFields key={chosen} options={options} />}
    </Page>
  )
}

function SweepFields({ options }: { options: SweepOptions | null }) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const [form, setForm] = useState(() => firstForm(options))
  const change = (part: Partial<SweepForm>) => setForm((now) => ({ ...now, ...part }))
  const start = useMutation({
    mutationFn: () => api.post<SweepView>('/sweeps', withCode(inputOf(form, options?.pipeline.id ?? null), !options && form.code === 'files' ? form.files : [])),
    onSuccess: (sweep) => router.push(`/w/${slug}/sweeps/${sweep.id}`),
  })
  const { space, unread } = spaceOf(form)
  const alive = useAlive()
  const missing = !options && form.code === 'files' && form.files.length === 0
  const ready = alive && !missing && Object.keys(space).length > 0 && unread.length === 0 && form.metric.trim() !== ''
  const { fields: errors, other } = formErrors(start.error, [...(options ? [] : ['command']), ...form.rows.filter((row) => row.use).map((row) => `parameters.${row.name}`), ...limitPlaces])
  return (
    <form
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate()
      }}
    >
      {!options && <CommandFields form={form} error={errors.command} onChange={change} />}
      <Section title="Parameters to vary" note={sizeWords(form)}>
        {options && <PipelineHints options={options} />}
        {form.rows.length > 0 && (
          <ParameterRows
            rows={form.rows}
            notes={Object.fromEntries(options?.parameters.map(({ name, steps, default: value }) => [name, `${String(value)} by default · ${steps.join(', ')}`]) ?? [])}
            closed={Object.fromEntries(options?.parameters.filter(({ steps }) => steps.length === 0).map(({ name }) => [name, 'tied to no step, so it would change nothing']) ?? [])}
            errors={errors}
            method={form.method}
            onChange={(rows) => change({ rows })}
          />
        )}
      </Section>
      <ObjectiveFields form={form} metrics={options?.metrics ?? null} onChange={change} />
      <LimitFields form={form} pipeline={options !== null} errors={errors} onChange={change} />
      <Field label="Name" help={options ? `Left empty, it is called ${options.pipeline.name}.` : 'Left empty, it is called after the command.'}>
        <Input value={form.name} maxLength={200} onChange={(event) => change({ name: event.target.value })} />
      </Field>
      {other !== null && <ErrorNote title="The sweep could not begin" error={other} />}
      <div className="flex gap-2">
        <Button variant="primary" type="submit" busy={start.isPending} disabled={!ready}>
          Start sweep
        </Button>
        <Button asChild>
          <Link href={`/w/${slug}/sweeps`}>Cancel</Link>
        </Button>
      </div>
    </form>
  )
}
