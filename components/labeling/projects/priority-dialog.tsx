'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingKey, projectPath } from '../labeling-queries'

interface PriorityDialogProps {
  project: ProjectView
  /** Tasks of the chosen images. */
  chosen: string[]
  /** What the list shows, of how many images. */
  filter: Record<string, string>
  total: number
  onClose: (done: boolean) => void
}

/** Puts images earlier or later in the queue: the chosen ones, or all that the list's filters show. */
export function PriorityDialog({ project, chosen, filter, total, onClose }: PriorityDialogProps) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const [which, setWhich] = useState<'chosen' | 'shown'>(chosen.length > 0 ? 'chosen' : 'shown')
  const [priority, setPriority] = useState('1')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  async function save() {
    setBusy(true)
    setError(null)
    try {
      await request.post(`${projectPath(project.id)}/priority`, { priority: Number(priority), ...(which === 'chosen' ? { tasks: chosen } : { filter }) })
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      onClose(true)
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose(false)}>
      <DialogContent title="Set priority" description="Images of a higher priority are handed out first, those of the same in the order in which they came.">
        <form id="priority" className="flex flex-col gap-4" onSubmit={(event) => (event.preventDefault(), void save())}>
          {chosen.length > 0 ? (
            <Segmented
              aria-label="Which images"
              className="self-start"
              value={which}
              onValueChange={setWhich}
              options={[
                { value: 'chosen', label: `The ${formatCount(chosen.length, 'chosen image')}` },
                { value: 'shown', label: `All ${total.toLocaleString('en')} in the list` },
              ]}
            />
          ) : (
            <p>{Object.keys(filter).length > 0 ? `For all ${formatCount(total, 'image')} that the filters show.` : `For all ${formatCount(total, 'image')} of the project. Filter the list or choose some of it for fewer.`}</p>
          )}
          <Field label="Priority" help="0 is the ordinary one; below 0 comes last.">
            <Input type="number" required min={-1000} max={1000} step={1} value={priority} onChange={(event) => setPriority(event.target.value)} autoFocus />
          </Field>
          {error !== null && <ErrorNote error={error} />}
        </form>
        <DialogFooter>
          <Button disabled={busy} onClick={() => onClose(false)}>
            Cancel
          </Button>
          <Button type="submit" form="priority" variant="primary" busy={busy} disabled={priority === ''}>
            Set priority
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
