'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { SplitView } from '@/lib/labeling/split-label'
import type { LabelView, ProjectView, UpdateLabelInput } from '@/lib/labeling/schema'
import { labelingKey, projectPath } from '../labeling-queries'
import { LabelEditor } from './label-editor'
import { RemoveLabel } from './remove-label'

const LabelDetails = dynamic(() => import('./label-details').then((part) => part.LabelDetails), { ssr: false })
const SplitDialog = dynamic(() => import('./split-dialog').then((part) => part.SplitDialog), { ssr: false })

/** Each label after the one above it, with how many stand above. */
function inTree(labels: LabelView[], parent: string | null = null, depth = 0): { label: LabelView; depth: number }[] {
  const known = new Set(labels.map(({ id }) => id))
  return labels.filter(({ parentId }) => (parentId && known.has(parentId) ? parentId : null) === parent).flatMap((label) => [{ label, depth }, ...inTree(labels, label.id, depth + 1)])
}

/** The labels of a project: renamed freely, merged and deleted with a look at what that touches, each undone whenever one likes. */
export function LabelsPanel({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const mayManage = useCan('labeling.manage')
  const request = useApi()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [open, setOpen] = useState<{ what: 'remove' | 'details' | 'split'; label: LabelView } | null>(null)
  const splits = useQuery({ queryKey: [...labelingKey(slug), 'splits', project.id], queryFn: ({ signal }) => request.get<{ splits: SplitView[] }>(`${projectPath(project.id)}/splits`, { signal }) }).data?.splits.filter(({ undone }) => !undone) ?? []
  const used = project.labels.filter(({ deleted, mergedInto }) => !deleted && !mergedInto)
  const gone = project.labels.filter(({ deleted, mergedInto }) => deleted || mergedInto)
  const names = new Map(project.labels.map((label) => [label.id, label.name]))

  async function attempt(work: () => Promise<unknown>): Promise<void> {
    setError(null)
    try {
      await work()
    } catch (cause) {
      setError(cause)
    }
    await client.invalidateQueries({ queryKey: labelingKey(slug) })
  }
  /** Of a dialog, which shows what fails and keeps what was typed. */
  async function settle(work: () => Promise<unknown>): Promise<void> {
    await work()
    await client.invalidateQueries({ queryKey: labelingKey(slug) })
  }
  const patch = (label: LabelView, input: UpdateLabelInput) => request.patch(`${projectPath(project.id)}/labels/${label.id}`, input)
  const change = (label: LabelView, input: UpdateLabelInput) => attempt(() => patch(label, input))
  const add = () =>
    attempt(async () => {
      await request.post(`${projectPath(project.id)}/labels`, { name })
      setName('')
    })

  return (
    <div className="flex max-w-[720px] flex-col gap-4">
      {error !== null && <ErrorNote error={error} />}
      <ul className="flex flex-col gap-2">
        {inTree(used).map(({ label, depth }) => (
          <LabelEditor key={`${label.id} ${label.name} ${label.key}`} label={label} mayManage={mayManage} onChange={(input) => void change(label, input)} onRemove={() => setOpen({ what: 'remove', label })} onDetails={() => setOpen({ what: 'details', label })} onSplit={() => setOpen({ what: 'split', label })} depth={depth} />
        ))}
      </ul>
      {used.length === 0 && <p className="text-muted">There are no labels yet.</p>}
      {mayManage && (
        <form className="flex gap-2" onSubmit={(event) => (event.preventDefault(), void add())}>
          <Input aria-label="Name of the new label" placeholder="New label" value={name} onChange={(event) => setName(event.target.value)} maxLength={100} />
          <Button type="submit" icon={Plus} disabled={name.trim() === ''}>
            Add label
          </Button>
        </form>
      )}
      {gone.length > 0 && (
        <section aria-label="Merged and deleted labels" className="flex flex-col gap-2">
          <h2 className="text-sm font-medium">Merged and deleted</h2>
          <ul className="flex flex-col gap-1">
            {gone.map((label) => (
              <li key={label.id} className="flex items-center justify-between gap-2">
                <span className="truncate text-muted">
                  {label.name}, {label.deleted ? 'deleted' : `merged into ${names.get(label.mergedInto!) ?? 'another'}`}
                </span>
                {mayManage && (
                  <Button size="sm" onClick={() => void change(label, label.deleted ? { deleted: false } : { mergedInto: null })}>
                    {label.deleted ? 'Bring back' : 'Take the merge back'}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {splits.length > 0 && (
        <section aria-label="Splits" className="flex flex-col gap-2">
          <h2 className="text-sm font-medium">Splits</h2>
          <ul className="flex flex-col gap-1">
            {splits.map(({ id, label, into, shapes }) => (
              <li key={id} className="flex items-center justify-between gap-2">
                <span className="truncate text-muted">
                  {formatCount(shapes, 'shape')} of {names.get(label)} moved to {names.get(into)}
                </span>
                {mayManage && (
                  <Button size="sm" onClick={() => void attempt(() => request.post(`${projectPath(project.id)}/splits/${id}/undo`))}>
                    Undo the split
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {open?.what === 'remove' && <RemoveLabel project={project} label={open.label} others={used.filter(({ id }) => id !== open.label.id)} onChange={(input) => change(open.label, input)} onClose={() => setOpen(null)} />}
      {open?.what === 'details' && <LabelDetails project={project} label={open.label} others={used.filter(({ id }) => id !== open.label.id)} onChange={(input) => settle(() => patch(open.label, input))} onClose={() => setOpen(null)} />}
      {open?.what === 'split' && <SplitDialog project={project} label={open.label} onDone={settle} onClose={() => setOpen(null)} />}
    </div>
  )
}
