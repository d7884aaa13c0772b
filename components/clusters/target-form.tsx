'use client'

import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import type { FormValues } from './form-values'

interface Props {
  values: FormValues
  /** Name and engine are fixed. */
  edited: boolean
  hasToken: boolean
  errors: Record<string, string>
  onChange: (change: Partial<FormValues>) => void
}

const engines = [
  { value: 'processes' as const, label: 'This machine' },
  { value: 'ssh' as const, label: 'Over SSH' },
  { value: 'ray' as const, label: 'Ray' },
]

const about = {
  processes: 'Nodes are processes of the machine that the studio runs on: for one big machine.',
  ssh: 'One node on each of the machines that you name. The studio starts it there by ssh; it needs Node 20.9 or newer.',
  ray: 'A Ray cluster that is there already. Each node is a Ray job as large as the step that waits; Ray places it and scales.',
}

/** The fields that show what is wrong with them. */
export const targetPlaces = ['name', 'address', 'token', 'hosts', 'keyPath', 'studioUrl', 'minNodes', 'maxNodes', 'idleSeconds', 'slots', 'cpus', 'memoryMb', 'gpus', 'tags', 'env']

/** The fields of a cluster. */
export function TargetForm({ values, edited, hasToken, errors, onChange }: Props) {
  const text = (key: keyof FormValues & string, field: string = key) => ({ error: errors[field], children: <Input value={values[key] as string} onChange={(event) => onChange({ [key]: event.target.value })} /> })
  const { engine } = values
  return (
    <div className="flex flex-col gap-4">
      {!edited && (
        <>
          <Field label="Name" help="Steps name it." error={errors.name}>
            <Input autoFocus maxLength={40} value={values.name} onChange={(event) => onChange({ name: event.target.value })} />
          </Field>
          <div className="flex flex-col gap-1">
            <Segmented aria-label="Engine" value={engine} onValueChange={(next) => onChange({ engine: next })} options={engines} />
            <p className="text-sm text-muted">{about[engine]}</p>
          </div>
        </>
      )}
      {engine === 'ray' && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Address of Ray’s dashboard" {...text('address')} help="Such as http://ray-head:8265" />
          <Field label="Token" help={hasToken ? 'One is stored. Type another to replace it.' : 'Where Ray wants one. Kept encrypted, never shown again.'} error={errors.token}>
            <Input type="password" autoComplete="new-password" value={values.token} onChange={(event) => onChange({ token: event.target.value })} />
          </Field>
        </div>
      )}
      {engine === 'ssh' && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label="Machines" help="user@host or user@host:port, one a line." error={errors.hosts}>
            <Textarea value={values.hosts} spellCheck={false} onChange={(event) => onChange({ hosts: event.target.value })} />
          </Field>
          <Field label="Key file" {...text('keyPath')} help="On the studio’s machine; empty: the keys of the studio’s user." />
        </div>
      )}
      {engine !== 'processes' && <Field label="The studio, as the nodes reach it" {...text('studioUrl')} help="Nodes call the studio; nothing calls them." />}
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Field label="Fewest nodes" {...text('minNodes')} />
        <Field label="Most nodes" {...text('maxNodes')} />
        <Field label="Idle time" aside="s" {...text('idleSeconds')} />
      </div>
      <Room values={values} text={text} />
      <details open={errors.tags !== undefined || errors.env !== undefined || undefined}>
        <summary className="cursor-pointer text-muted">Tags, variables, programs</summary>
        <div className="mt-3 flex flex-col gap-3">
          <Field label="Tags" {...text('tags')} help="What steps may ask for, with commas between." />
          <Field label="Variables" help="NAME=value, one a line. Nodes find them in their environment; they are no place for secrets." error={errors.env}>
            <Textarea value={values.env} spellCheck={false} onChange={(event) => onChange({ env: event.target.value })} />
          </Field>
          <label className="flex items-center gap-2">
            <Checkbox checked={values.commands} onCheckedChange={(on) => onChange({ commands: on === true })} />
            Let steps run programs of the nodes
          </label>
        </div>
      </details>
    </div>
  )
}

function Room({ values, text }: { values: FormValues; text: (key: keyof FormValues & string, field?: string) => { error: string | undefined; children: React.ComponentProps<typeof Field>['children'] } }) {
  const ray = values.engine === 'ray'
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{ray ? 'The most that one step may ask for' : 'Each node'}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {!ray && <Field label="Steps at once" {...text('slots')} />}
        <Field label="Cores" {...text('cpus')} />
        <Field label="Memory" aside="GB" {...text('memoryGb', 'memoryMb')} />
        <Field label="GPUs" {...text('gpus')} />
      </div>
      <p className="text-sm text-muted">{ray ? 'Empty: no limit of ours.' : 'Empty cores or memory: all of its machine.'}</p>
    </fieldset>
  )
}
