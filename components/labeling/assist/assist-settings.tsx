'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Switch } from '@/components/ui/switch'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AssistView, UpdateAssistInput } from '@/lib/labeling/assist/schema'
import type { ProjectView } from '@/lib/labeling/schema'
import { useSave } from '../projects/use-save'
import { assistPath, assistQuery } from './assist-query'
import { proposedWord } from './assist-words'

/** What the model of a project may do. */
export function AssistSettingsForm({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const { data, error } = useQuery(assistQuery(slug, project.id))
  if (error) return <ErrorNote error={error} />
  if (!data) return null
  return (
    <section aria-label="Learning from labels" className="flex max-w-[720px] flex-col gap-4 border-t border-line pt-5">
      <h2 className="text-md font-medium">Learning from labels</h2>
      {data.state.kind === 'unsuited' ? <p className="text-muted">{data.state.reason}</p> : <Form project={project} view={data} />}
    </section>
  )
}

function Form({ project, view }: { project: ProjectView; view: AssistView }) {
  const { settings, learns } = view
  const [on, setOn] = useState(settings.on)
  const [target, setTarget] = useState(String(Math.round(settings.target * 100)))
  const [autoAccept, setAutoAccept] = useState(settings.autoAccept)
  const [audit, setAudit] = useState(String(Math.round(settings.auditShare * 100)))
  const { save, busy, error } = useSave(assistPath(project.id))
  const submit = () => save({ on, target: Number(target) / 100, autoAccept, auditShare: Number(audit) / 100 } satisfies UpdateAssistInput)

  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => (event.preventDefault(), void submit())}>
      <label className="flex items-start gap-2">
        <Switch className="mt-0.5" checked={on} onCheckedChange={setOn} aria-label="Propose labels" />
        <span>
          Propose {proposedWord(view)} <span className="text-muted">once enough images are labeled. Proposals never count until a person accepts them.</span>
        </span>
      </label>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label="Precision wanted" aside="percent" help="Only what is shown to be right so often, with 95% certainty, is proposed.">
          <Input type="number" min={50} max={99} value={target} onChange={(event) => setTarget(event.target.value)} disabled={!on} />
        </Field>
        {learns === 'label' && (
          <Field label="Labeled by people all the same" aside="percent" help="Drawn by chance and without the proposal, so that the model is measured.">
            <Input type="number" min={1} max={100} value={audit} onChange={(event) => setAudit(event.target.value)} disabled={!on || !autoAccept} />
          </Field>
        )}
      </div>
      {learns === 'label' ? (
        <label className="flex items-start gap-2">
          <Switch className="mt-0.5" checked={autoAccept} onCheckedChange={setAutoAccept} disabled={!on} aria-label="Accept without a person" />
          <span>
            Accept without a person <span className="text-muted">what is proposed. Such images are done and marked as the model’s, and can be given back to people.</span>
          </span>
        </label>
      ) : (
        <p className="text-muted">A person finishes each image: what the model did not find may be there all the same. One in ten images comes without its proposals, so that the model is measured.</p>
      )}
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" busy={busy} className="self-start">
        Save
      </Button>
    </form>
  )
}
