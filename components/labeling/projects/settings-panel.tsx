'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ProjectView, UpdateProjectInput } from '@/lib/labeling/schema'
import { projectPath } from '../labeling-queries'
import { ChooseKinds } from '../wizard/choose-kinds'
import { useSave } from './use-save'

const states = { active: 'People can label', paused: 'Paused: nobody is given images', archived: 'Archived: out of the list' }

/** What can be changed of a project while people label. */
export function SettingsPanel({ project }: { project: ProjectView }) {
  const [name, setName] = useState(project.name)
  const [state, setState] = useState(project.state)
  const [kinds, setKinds] = useState(project.kinds)
  const [tags, setTags] = useState(project.tags)
  const [overlap, setOverlap] = useState(String(project.overlap))
  const [review, setReview] = useState(String(Math.round(project.reviewShare * 100)))
  const [gold, setGold] = useState(String(Math.round((project.goldShare ?? 0) * 100)))
  const [queueName, setQueueName] = useState(project.queue.name ?? '')
  const [queuePriority, setQueuePriority] = useState(project.queue.priority === undefined ? '' : String(project.queue.priority))
  const [instructions, setInstructions] = useState(project.instructions)
  const { save, busy, error } = useSave(projectPath(project.id))
  const submit = () => save({ name, state, kinds, tags, instructions, overlap: Number(overlap), reviewShare: Number(review) / 100, goldShare: Number(gold) / 100, queue: { ...(queueName.trim() && { name: queueName }), ...(queuePriority !== '' && { priority: Number(queuePriority) }) } } satisfies UpdateProjectInput)

  return (
    <form className="flex max-w-[720px] flex-col gap-5" onSubmit={(event) => (event.preventDefault(), void submit())}>
      <Field label="Name">
        <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
      </Field>
      <Field label="State" help="Work that is under way is kept in every state.">
        <Select value={state} onValueChange={(value) => setState(value as ProjectView['state'])} options={Object.entries(states).map(([value, label]) => ({ value, label }))} />
      </Field>
      <ChooseKinds kinds={kinds} onKinds={setKinds} tags={tags} onTags={setTags} />
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label="People for each image" help="A change holds for images that are not finished.">
          <Input type="number" min={1} max={20} value={overlap} onChange={(event) => setOverlap(event.target.value)} />
        </Field>
        <Field label="Reviewed by a second person" aside="percent">
          <Input type="number" min={0} max={100} value={review} onChange={(event) => setReview(event.target.value)} />
        </Field>
        <Field label="Known answers" aside="percent" help="Of the images handed out, so many have an answer that is known, to measure people. They cannot tell which.">
          <Input type="number" min={0} max={50} value={gold} onChange={(event) => setGold(event.target.value)} />
        </Field>
      </div>
      <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
        <Field label="Hand out images whose name contains" help="For example a folder. Empty: all images.">
          <Input value={queueName} onChange={(event) => setQueueName(event.target.value)} maxLength={200} />
        </Field>
        <Field label="Hand out images of this priority and above" help="Empty: any priority.">
          <Input type="number" value={queuePriority} onChange={(event) => setQueuePriority(event.target.value)} />
        </Field>
      </div>
      <Field label="Instructions" help="Shown to everybody who labels.">
        <Textarea rows={6} value={instructions} onChange={(event) => setInstructions(event.target.value)} />
      </Field>
      {error !== null && <ErrorNote error={error} />}
      <Button type="submit" variant="primary" busy={busy} className="self-start">
        Save settings
      </Button>
    </form>
  )
}
