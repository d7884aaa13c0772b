'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useUrlState } from '@/components/runs/use-url-state'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { imagesQuery, labelingKey, projectPath } from '../labeling-queries'
import { ImageTable } from './image-table'

const PriorityDialog = dynamic(() => import('./priority-dialog').then((part) => part.PriorityDialog), { ssr: false })
const AssignDialog = dynamic(() => import('./assign-dialog').then((part) => part.AssignDialog), { ssr: false })

const pageSize = 60
const filters: { value: string; label: string; managers?: boolean }[] = [
  { value: 'all', label: 'All images' },
  { value: 'state:open', label: 'To label' },
  { value: 'state:review', label: 'In review' },
  { value: 'state:done', label: 'Done' },
  { value: 'mark:skipped', label: 'Skipped by somebody' },
  { value: 'mark:flagged', label: 'Flagged' },
  { value: 'mark:held', label: 'Somebody is at it' },
  { value: 'mark:gold', label: 'With a known answer', managers: true },
  { value: 'mark:assigned', label: 'Assigned to somebody' },
  { value: 'state:broken', label: 'Cannot be read' },
]

/** A project's images with filters that live in the address. */
export function ImagesPanel({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const mayManage = useCan('labeling.manage')
  const request = useApi()
  const client = useQueryClient()
  const url = useUrlState()
  const [open, setOpen] = useState<'assign' | 'priority' | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [failure, setFailure] = useState<unknown>(null)
  const show = url.get('show') ?? 'all'
  const [field, value] = show.split(':')
  const search = url.get('q') ?? ''
  const label = url.get('label') ?? ''
  const page = Math.max(1, Number(url.get('page')) || 1)
  const filter = { ...(value && field && { [field]: value }), ...(search && { search }), ...(label && { label }) }
  const query = new URLSearchParams({ page: String(page), size: String(pageSize), ...filter }).toString()
  const { data, error } = useQuery(imagesQuery(slug, project.id, query))
  const labels = project.labels.filter(({ deleted, mergedInto }) => !deleted && !mergedInto)
  const pages = Math.max(1, Math.ceil((data?.total ?? 0) / pageSize))
  async function requeue() {
    setFailure(null)
    await request.post(`${projectPath(project.id)}/requeue`, { mine: false }).catch(setFailure)
    await client.invalidateQueries({ queryKey: labelingKey(slug) })
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Input type="search" aria-label="Find images by name" placeholder="Find by name" className="max-w-60" value={search} onChange={(event) => url.set({ q: event.target.value, page: null })} />
        <Select aria-label="Which images" className="w-48" value={filters.some((filter) => filter.value === show) ? show : 'all'} onValueChange={(next) => url.set({ show: next === 'all' ? null : next, page: null })} options={filters.filter(({ managers }) => !managers || mayManage)} />
        <Select aria-label="With the label" className="w-48" value={label || 'any'} onValueChange={(next) => url.set({ label: next === 'any' ? null : next, page: null })} options={[{ value: 'any', label: 'Any label' }, ...labels.map(({ id, name }) => ({ value: id, label: name }))]} />
        {mayManage && project.counts.open > 0 && <Button onClick={() => setOpen('assign')}>Assign images</Button>}
        {mayManage && data && data.total > 0 && <Button onClick={() => setOpen('priority')}>Set priority</Button>}
        {mayManage && project.counts.skipped > 0 && <Button onClick={() => void requeue()}>Offer skipped images again</Button>}
        {data && (
          <span className="ml-auto text-sm text-muted">
            {formatCount(data.total, 'image')}
            {chosen.size > 0 && (
              <>
                , {chosen.size} chosen{' '}
                <button type="button" className="link" onClick={() => setChosen(new Set())}>
                  Choose none
                </button>
              </>
            )}
          </span>
        )}
      </div>
      {open === 'assign' && <AssignDialog project={project} onClose={() => setOpen(null)} />}
      {open === 'priority' && data && <PriorityDialog project={project} chosen={[...chosen]} filter={filter} total={data.total} onClose={(done) => (setOpen(null), done && setChosen(new Set()))} />}
      {failure !== null && <ErrorNote error={failure} />}
      {error && <ErrorNote error={error} />}
      {data &&
        (data.images.length === 0 ? (
          <p className="text-muted">
            No image matches.{' '}
            <button type="button" className="link" onClick={() => url.set({ q: null, show: null, label: null, page: null })}>
              Show all
            </button>
          </p>
        ) : (
          <ImageTable project={project} images={data.images} chosen={chosen} onChosen={mayManage ? setChosen : undefined} />
        ))}
      {pages > 1 && (
        <nav aria-label="Pages" className="flex items-center justify-center gap-3">
          <Button disabled={page <= 1} onClick={() => url.set({ page: page === 2 ? null : String(page - 1) })}>
            Previous
          </Button>
          <span className="text-sm tabular">
            Page {page} of {pages}
          </span>
          <Button disabled={page >= pages} onClick={() => url.set({ page: String(page + 1) })}>
            Next
          </Button>
        </nav>
      )}
    </div>
  )
}
