'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { LabelView, ProjectView, UpdateLabelInput } from '@/lib/labeling/schema'
import { AttributeRows } from './attribute-rows'
import { ExampleImages } from './example-images'
import { SkeletonRows } from './skeleton-rows'

interface LabelDetailsProps {
  project: ProjectView
  label: LabelView
  others: LabelView[]
  onChange: (input: UpdateLabelInput) => Promise<void>
  onClose: () => void
}

/** What a label means, where it stands, and what more is said of its shapes. */
export function LabelDetails({ project, label, others, onChange, onClose }: LabelDetailsProps) {
  const [instructions, setInstructions] = useState(label.instructions)
  const [parent, setParent] = useState(label.parentId ?? 'none')
  const [examples, setExamples] = useState(label.examples)
  const [attributes, setAttributes] = useState(label.attributes)
  const [skeleton, setSkeleton] = useState(label.skeleton)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const bare = attributes.some(({ name }) => name.trim() === '') || (skeleton?.points.some((name) => name.trim() === '') ?? false)
  async function save() {
    setBusy(true)
    setError(null)
    try {
      await onChange({ instructions, parentId: parent === 'none' ? null : parent, examples, attributes, skeleton: skeleton?.points.length ? skeleton : null })
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={label.name} width={640}>
        <div className="flex flex-col gap-5">
          <Field label="Instructions" help="Shown to everybody who labels.">
            <Textarea rows={4} value={instructions} onChange={(event) => setInstructions(event.target.value)} maxLength={4000} />
          </Field>
          <ExampleImages project={project} chosen={examples} onChange={setExamples} />
          <Field label="Below" help="A label may stand below another, like a poodle below a dog.">
            <Select value={parent} onValueChange={setParent} options={[{ value: 'none', label: 'No other label' }, ...others.map(({ id, name }) => ({ value: id, label: name }))]} />
          </Field>
          <AttributeRows attributes={attributes} onChange={setAttributes} />
          {project.kinds.includes('keypoints') && <SkeletonRows skeleton={skeleton} onChange={setSkeleton} />}
          {error !== null && <ErrorNote error={error} />}
        </div>
        <DialogFooter>
          <Button disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" busy={busy} disabled={bare} onClick={() => void save()}>
            Save label
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
