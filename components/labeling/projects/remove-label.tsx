'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { LabelView, ProjectView, UpdateLabelInput } from '@/lib/labeling/schema'
import { labelingKey, projectPath } from '../labeling-queries'

interface RemoveLabelProps {
  project: ProjectView
  label: LabelView
  others: LabelView[]
  onChange: (input: UpdateLabelInput) => Promise<void>
  onClose: () => void
}

/** Merges a label into another or deletes it, after saying how many shapes that touches. */
export function RemoveLabel({ project, label, others, onChange, onClose }: RemoveLabelProps) {
  const { slug } = useWorkspace()
  const request = useApi()
  const [into, setInto] = useState<string>()
  const { data } = useQuery({
    queryKey: [...labelingKey(slug), 'usage', label.id],
    queryFn: ({ signal }) => request.get<{ shapes: number; images: number; people: number }>(`${projectPath(project.id)}/labels/${label.id}`, { signal }),
  })
  const target = others.find(({ id }) => id === into)
  const act = async (input: UpdateLabelInput) => {
    await onChange(input)
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Merge or delete “${label.name}”`} description={data ? (data.shapes === 0 ? 'Nobody has used it yet.' : `${formatCount(data.shapes, 'shape')} in ${formatCount(data.images, 'image')} by ${formatCount(data.people, 'person', 'people')} have it.`) : 'Counting the shapes that have it…'}>
        <div className="flex flex-col gap-4">
          {others.length > 0 && (
            <Field label="Merge into" help={target && data ? `${formatCount(data.shapes, 'shape')} will count as “${target.name}”. You can take the merge back.` : 'Its shapes then count as those of the other label.'}>
              <Select value={into} onValueChange={setInto} options={others.map(({ id, name }) => ({ value: id, label: name }))} />
            </Field>
          )}
          <p className="text-muted">Deleting keeps the shapes where they are and leaves them out of exports until you bring the label back.</p>
        </div>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={() => void act({ deleted: true })}>
            Delete label
          </Button>
          {others.length > 0 && (
            <Button variant="primary" disabled={!target} onClick={() => void act({ mergedInto: into! })}>
              Merge labels
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
