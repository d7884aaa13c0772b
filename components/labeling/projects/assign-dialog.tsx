'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount, formatInteger } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AssignmentsView } from '@/lib/labeling/assign-images'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingKey, projectPath } from '../labeling-queries'

/** Shares open images out among people; only they are given them. */
export function AssignDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const path = `${projectPath(project.id)}/assignments`
  const { data, error: failed } = useQuery({ queryKey: [...labelingKey(slug), 'assignments', project.id], queryFn: ({ signal }) => request.get<AssignmentsView>(path, { signal }) })
  const [shares, setShares] = useState<Record<string, string>>({})
  const [name, setName] = useState('')
  const [most, setMost] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const chosen = Object.keys(shares)
  async function assign(people: { id: string; share: number }[]) {
    setBusy(true)
    setError(null)
    try {
      await request.post(path, { people, name, ...(most && { most: Number(most) }) })
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  const toggle = (id: string) => {
    const { [id]: had, ...rest } = shares
    setShares(had === undefined ? { ...shares, [id]: '1' } : rest)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title="Assign images" description={data ? `${formatCount(data.free, 'open image')} assigned to nobody. An assigned image is given to its people alone.` : 'Counting…'} width={520}>
        <div className="flex flex-col gap-4">
          {failed && <ErrorNote error={failed} />}
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-1 font-medium">People and their shares</legend>
            <ul className="flex max-h-60 flex-col gap-1 overflow-auto">
              {data?.people.map((person) => (
                <li key={person.id} className="flex items-center gap-2">
                  <label className="flex min-w-0 flex-1 items-center gap-2">
                    <Checkbox checked={shares[person.id] !== undefined} onCheckedChange={() => toggle(person.id)} />
                    <span className="truncate">{person.name}</span>
                    {person.assigned > 0 && <span className="text-sm text-muted">{formatInteger(person.assigned)} assigned</span>}
                  </label>
                  {shares[person.id] !== undefined && <Input type="number" min={0.1} step="any" aria-label={`Share of ${person.name}`} className="w-20" value={shares[person.id]} onChange={(event) => setShares({ ...shares, [person.id]: event.target.value })} />}
                </li>
              ))}
            </ul>
          </fieldset>
          <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
            <Field label="Name contains" help="Empty: all open images.">
              <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={200} />
            </Field>
            <Field label="At most" help="Empty: as many as there are.">
              <Input type="number" min={1} value={most} onChange={(event) => setMost(event.target.value)} />
            </Field>
          </div>
          {error !== null && <ErrorNote error={error} />}
        </div>
        <DialogFooter className="flex-wrap">
          <Button disabled={busy || !data?.people.some(({ assigned }) => assigned > 0)} onClick={() => void assign([])}>
            Open them to everybody
          </Button>
          <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void assign(chosen.map((id) => ({ id, share: Number(shares[id]) })))}>
            Assign images
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
