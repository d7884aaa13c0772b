'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field, Label } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { Promotion } from '@/lib/sweeps/promote'
import type { SweepView, TrialView } from '@/lib/sweeps/read'
import { valueText } from '../words'

/** What becomes of a trial: the pipeline's defaults, and a version of a registered model. */
export function PromoteDialog({ sweep, trial, onClose }: { sweep: SweepView; trial: TrialView; onClose: () => void }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const canRegister = useCan('models.write')
  const [defaults, setDefaults] = useState(true)
  const [register, setRegister] = useState(false)
  const [model, setModel] = useState(() => sweep.name.replace(/[/:]/g, ' ').trim())
  const promote = useMutation({ mutationFn: () => api.post<Promotion>(`/sweeps/${sweep.id}/promote`, { trial: trial.number, defaults, ...(register && { model }) }) })
  const done = promote.data
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Promote trial ${trial.number}`} description={`Make it what ${sweep.pipelineName ?? 'the pipeline'} does from now on.`}>
        {done ? (
          <div role="status" className="flex flex-col gap-2">
            {defaults && <p>{done.defaults.length > 0 ? `New defaults: ${done.defaults.map((name) => `${name} = ${valueText(trial.values[name])}`).join(', ')}.` : 'The defaults had these values already.'}</p>}
            {done.model && <p>{`Its model is version ${done.model.version} of “${done.model.name}”.`}</p>}
            <DialogFooter>
              <Button asChild>
                <Link href={`/w/${slug}/pipelines/${sweep.pipelineId}`}>Open pipeline</Link>
              </Button>
              <Button variant="primary" onClick={onClose}>
                Done
              </Button>
            </DialogFooter>
          </div>
        ) : (
          <form
            className="flex flex-col gap-3"
            onSubmit={(event) => {
              event.preventDefault()
              promote.mutate()
            }}
          >
            <Choice label="Make its values the defaults of the pipeline’s parameters" checked={defaults} onChange={setDefaults} />
            {canRegister && <Choice label="Register the model that it trained" checked={register} onChange={setRegister} />}
            {register && (
              <Field label="Name of the model" help="A model of this name gets a new version.">
                <Input required value={model} maxLength={256} onChange={(event) => setModel(event.target.value)} />
              </Field>
            )}
            {promote.error && <ErrorNote error={promote.error} />}
            <DialogFooter>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" type="submit" busy={promote.isPending} disabled={!defaults && !register}>
                Promote
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  )
}

function Choice({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  const id = `promote-${label.replace(/\W+/g, '-')}`
  return (
    <div className="flex items-center gap-2">
      <Checkbox id={id} checked={checked} onCheckedChange={(next) => onChange(next === true)} />
      <Label htmlFor={id} className="font-normal">
        {label}
      </Label>
    </div>
  )
}
