'use client'

import { useState } from 'react'
import { findComponent } from '@/lib/catalog'
import type { StepCompute } from '@/lib/graph/compute-schema'
import { EnvironmentChoice } from '@/components/environments/environment-choice'
import { Field } from '@/components/ui/field'
import { askCompute } from '../../actions/ask-compute'
import { useDesigner, useStep } from '../designer-context'
import type { TypedWish } from './read-wish'
import { TargetChoice } from './target-choice'
import { WishField } from './wish-field'

const typed: { wish: TypedWish; label: string; help?: string }[] = [
  { wish: 'cpus', label: 'CPUs' },
  { wish: 'memoryMb', label: 'Memory (MB)', help: 'Kept free for the step, and the most that it may take.' },
  { wish: 'gpus', label: 'GPUs' },
  { wish: 'tags', label: 'Tags', help: 'The agent must have all of them. Put commas between them.' },
  { wish: 'resources', label: 'Resources', help: 'By the names that agents or Ray give them, such as licence=1. Put commas between them.' },
  { wish: 'priority', label: 'Priority', help: 'From -100 to 100; of steps that wait, the higher goes first.' },
  { wish: 'timeoutSeconds', label: 'Time limit (seconds)', help: 'An attempt that takes longer is ended.' },
]

/** What a step asks of where it runs. Open from the start only where it asks for something. */
export function ComputeSection({ id }: { id: string }) {
  const step = useStep(id)
  const count = Object.keys(step?.compute ?? {}).length
  const [open, setOpen] = useState(count > 0)
  if (!step) return null
  return (
    <details className="border-t border-line pt-3" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-sm font-medium">
        Compute <span className="font-normal text-muted tabular">{count === 0 ? 'as the run says' : `${count} set`}</span>
      </summary>
      {open && <Wishes id={id} component={step.component} compute={step.compute ?? {}} />}
    </details>
  )
}

function Wishes({ id, component, compute }: { id: string; component: string; compute: StepCompute }) {
  const { draft, canEdit } = useDesigner()
  const ask = <K extends keyof StepCompute>(key: K, value: StepCompute[K], options?: { typing: boolean }) => askCompute(draft, id, key, value, options)
  return (
    <div className="flex flex-col gap-3 pt-3">
      <TargetChoice value={compute.target} disabled={!canEdit} onChange={(target) => ask('target', target)} />
      {typed.map(({ wish, label, help }) => (
        <WishField key={wish} wish={wish} label={label} help={help} value={compute[wish]} disabled={!canEdit} onChange={(value) => ask(wish, value as StepCompute[typeof wish], { typing: true })} />
      ))}
      {(choosesNoEnvironment(component) || compute.environment !== undefined) && (
        <Field label="Environment">
          <EnvironmentChoice value={compute.environment ?? ''} disabled={!canEdit} onChange={(environment) => ask('environment', environment)} />
        </Field>
      )}
    </div>
  )
}

/** Python steps whose own settings do not ask for it. */
function choosesNoEnvironment(ref: string): boolean {
  const component = findComponent(ref)
  return component?.runner.kind === 'python' && !component.fields.some(({ kind }) => kind === 'environment')
}
