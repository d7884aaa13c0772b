'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { EnvironmentChoice } from '@/components/environments/environment-choice'
import { Crumb } from '@/components/shell/crumb'
import { formErrors } from '@/components/ui/action-result'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useAlive } from '@/components/ui/use-alive'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunCommandInput } from '@/lib/commands/input'
import { CodeSource } from './code-source'
import { ComputeFields, computeOf, type ComputeForm } from './compute-fields'
import { ParameterRows } from './parameter-rows'
import { parametersOf, rowsFor, type ParameterRow } from './parameters'
import { startCommand } from './queries'

const example = `import os

import mlflow

rate = float(os.environ["ATELIER_PARAM_RATE"])
with mlflow.start_run():
    for step in range(100):
        mlflow.log_metric("loss", (1 - rate) ** step, step=step)
`

/** A form from code and command to the start of a run. */
export function RunCommandPage({ experiment: first }: { experiment: string }) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const [experiment, setExperiment] = useState(first)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'paste' | 'files'>('paste')
  const [script, setScript] = useState(example)
  const [files, setFiles] = useState<File[]>([])
  const [command, setCommand] = useState('python script.py')
  const [rows, setRows] = useState<ParameterRow[]>([{ name: 'rate', value: '0.05' }])
  const [env, setEnv] = useState<ParameterRow[]>([])
  const [environment, setEnvironment] = useState<string>()
  const [compute, setCompute] = useState<ComputeForm>({ target: '', cpus: '', memoryMb: '', gpus: '' })
  const start = useMutation({
    mutationFn: () => {
      const input: RunCommandInput = {
        experiment: experiment.trim() || undefined,
        name: name.trim() || undefined,
        command,
        files: kind === 'paste' ? [{ path: 'script.py', text: script }] : [],
        parameters: parametersOf(rows),
        env: env.filter((row) => row.name !== ''),
        environment,
        compute: computeOf(compute),
      }
      return startCommand(api, input, kind === 'files' ? files : [])
    },
    onSuccess: (made) => router.push(`/w/${slug}/experiments/${made.experimentId}/runs/${made.id}?tab=log`),
  })
  const alive = useAlive()
  const { fields, other } = formErrors(start.error, ['command'])
  return (
    <Page className="max-w-[820px]">
      <Crumb label="Run a command" />
      <PageHeader title="Run a command" description="A script runs on an agent. Its code is kept with the run, what it logs is in the run, and it can be run again with other values." />
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <section className="flex flex-col gap-2">
          <h2 className="text-lg font-semibold">Code</h2>
          <CodeSource kind={kind} onKind={setKind} script={script} onScript={setScript} files={files} onFiles={setFiles} />
        </section>
        <Field label="Command" help="python is that of the environment. Write {name} where a parameter’s value shall stand. It is not a shell: there are no pipes and no *." error={fields.command}>
          <Input
            className="font-mono"
            required
            value={command}
            onChange={(event) => {
              setCommand(event.target.value)
              setRows(rowsFor(event.target.value, rows))
            }}
          />
        </Field>
        <section className="flex flex-col gap-2">
          <h2 className="text-lg font-semibold">Parameters</h2>
          <p className="text-muted">Each is a parameter of the run. The script finds it where the command names it, and in the environment variable ATELIER_PARAM_ with its name in capitals.</p>
          <ParameterRows noun="parameter" rows={rows} onChange={setRows} />
        </section>
        <Field label="Environment" help="The packages that the script finds. The standard one has the mlflow client, TensorBoard’s writers, scikit-learn, pandas and matplotlib.">
          <EnvironmentChoice value={environment ?? 'tracking'} onChange={setEnvironment} />
        </Field>
        <ComputeFields form={compute} onChange={(part) => setCompute({ ...compute, ...part })} />
        <section className="flex flex-col gap-2">
          <h2 className="text-lg font-semibold">Environment variables</h2>
          <p className="text-muted">They are kept with the run and everybody who sees it can read them: put no secrets here.</p>
          <ParameterRows noun="variable" rows={env} onChange={setEnv} />
        </section>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Experiment" help="It is made where there is none of this name.">
            <Input value={experiment} placeholder="Commands" maxLength={500} onChange={(event) => setExperiment(event.target.value)} />
          </Field>
          <Field label="Name of the run" help="Left empty, it is called after the command.">
            <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
        </div>
        {other !== null && <ErrorNote title="The command could not be run" error={other} />}
        <div className="flex gap-2">
          <Button variant="primary" type="submit" busy={start.isPending} disabled={!alive || command.trim() === '' || (kind === 'files' && files.length === 0)}>
            Run
          </Button>
          <Button asChild>
            <Link href={`/w/${slug}/experiments`}>Cancel</Link>
          </Button>
        </div>
      </form>
    </Page>
  )
}
