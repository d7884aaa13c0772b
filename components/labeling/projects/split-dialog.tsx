'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { LabelView, ProjectView, SplitRule } from '@/lib/labeling/schema'
import { labelingKey, projectPath } from '../labeling-queries'

interface SplitDialogProps {
  project: ProjectView
  label: LabelView
  onDone: (work: () => Promise<unknown>) => Promise<void>
  onClose: () => void
}

/** Moves some shapes of a label to another by a rule, after counting them. */
export function SplitDialog({ project, label, onDone, onClose }: SplitDialogProps) {
  const { slug } = useWorkspace()
  const request = useApi()
  const [by, setBy] = useState<'attribute' | 'name' | 'smaller' | 'larger'>(label.attributes.length > 0 ? 'attribute' : 'name')
  const [attribute, setAttribute] = useState(label.attributes[0]?.name ?? '')
  const [value, setValue] = useState('')
  const [into, setInto] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const path = `${projectPath(project.id)}/labels/${label.id}/split`
  const rule: SplitRule = by === 'attribute' ? { attribute: { name: attribute, value } } : by === 'name' ? { name: value } : { [by]: Number(value) }
  const ready = value.trim() !== '' && (by === 'attribute' || by === 'name' || Number(value) > 0)
  const { data, error } = useQuery({ queryKey: [...labelingKey(slug), 'split', label.id, rule], queryFn: ({ signal }) => request.post<{ shapes: number; images: number }>(path, { rule, into, preview: true }, { signal }), enabled: ready, placeholderData: (before) => before })
  const choices = label.attributes.find(({ name }) => name === attribute)
  async function split() {
    setBusy(true)
    setFailure(null)
    try {
      await onDone(() => request.post(path, { rule, into }))
      onClose()
    } catch (cause) {
      setFailure(cause)
      setBusy(false)
    }
  }
  const options = [
    ...(label.attributes.length > 0 ? [{ value: 'attribute', label: 'An attribute' }] : []),
    { value: 'name', label: 'The image’s name contains' },
    { value: 'smaller', label: 'Smaller than (square pixels)' },
    { value: 'larger', label: 'As large as (square pixels)' },
  ]
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={`Split “${label.name}”`} description="Some of its shapes get another label, in results and in everybody’s work. You can undo it.">
        <div className="flex flex-col gap-4">
          <Field label="Which shapes">
            <Select value={by} onValueChange={(next) => (setBy(next as typeof by), setValue(''))} options={options} />
          </Field>
          {by === 'attribute' && (
            <Field label="Attribute">
              <Select value={attribute} onValueChange={(next) => (setAttribute(next), setValue(''))} options={label.attributes.map(({ name }) => ({ value: name, label: name }))} />
            </Field>
          )}
          <Field label={by === 'attribute' ? 'Value' : by === 'name' ? 'Part of the name' : 'Area of the rectangle around it'}>
            {by === 'attribute' && choices && choices.kind !== 'text' && choices.kind !== 'number' ? (
              <Select value={value} onValueChange={setValue} options={(choices.kind === 'boolean' ? ['true', 'false'] : choices.options).map((option) => ({ value: option, label: choices.kind === 'boolean' ? (option === 'true' ? 'Yes' : 'No') : option }))} />
            ) : (
              <Input type={by === 'smaller' || by === 'larger' ? 'number' : 'text'} value={value} onChange={(event) => setValue(event.target.value)} />
            )}
          </Field>
          <Field label="New label" help="Or the name of one that is there.">
            <Input value={into} onChange={(event) => setInto(event.target.value)} maxLength={100} />
          </Field>
          {error && <ErrorNote error={error} />}
          {failure !== null && <ErrorNote error={failure} />}
          <p role="status" className="text-muted">
            {!ready ? 'Say which shapes, and they are counted here.' : data ? `${formatCount(data.shapes, 'shape')} in ${formatCount(data.images, 'image')} will be moved${into.trim() && ` to “${into.trim()}”`}.` : 'Counting…'}
          </p>
        </div>
        <DialogFooter>
          <Button disabled={busy} onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" busy={busy} disabled={!ready || !data?.shapes || into.trim() === ''} onClick={() => void split()}>
            Split label
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
