'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { deleteView, experimentKeys, fetchViews, saveView } from './queries'
import { isSame, type ViewMenuProps } from './view-menu'

/** Opens, saves, links and deletes views. */
export default function ViewList({ experiment, opened, query, close }: ViewMenuProps & { close: () => void }) {
  const api = useApi()
  const router = useRouter()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const canWrite = useCan('experiments.write')
  const [name, setName] = useState(opened && !isSame(opened.query, query) ? opened.name : '')
  const key = experimentKeys.views(slug, experiment)
  const views = useQuery({ queryKey: key, queryFn: () => fetchViews(api, experiment) })
  const path = (id: string) => `/w/${slug}/experiments/${experiment}?view=${id}`
  const save = useMutation({
    mutationFn: () => saveView(api, experiment, { name: name.trim(), query }),
    onSuccess: (view) => {
      router.replace(path(view.id))
      setName('')
      void client.invalidateQueries({ queryKey: key })
    },
  })
  const remove = useMutation({ mutationFn: (id: string) => deleteView(api, experiment, id), onSuccess: () => client.invalidateQueries({ queryKey: key }) })
  const replaces = views.data?.find((view) => view.name === name.trim())
  return (
    <div className="flex flex-col gap-2">
      {views.error ? <ErrorNote title="The views could not be read" error={views.error} /> : !views.data ? <SkeletonRows rows={2} /> : views.data.length === 0 ? <p className="text-muted">No view is saved yet. A view keeps filter, order, columns and grouping.</p> : (
        <ul aria-label="Views" className="max-h-72 overflow-y-auto">
          {views.data.map((view) => (
            <li key={view.id} className={cn('flex h-8 items-center gap-1 rounded-sm pl-2 hover:bg-hover', view.id === opened?.id && 'bg-selected')}>
              <button type="button" className="min-w-0 flex-1 truncate text-left" title={`Saved by ${view.by}`} onClick={() => (close(), router.push(path(view.id)))}>
                {view.name}
              </button>
              <CopyButton size="sm" text={`${window.location.origin}${path(view.id)}`} label={`Copy the link to ${view.name}`} />
              {canWrite && <Button size="sm" variant="ghost" icon={Trash2} aria-label={`Delete ${view.name}`} busy={remove.isPending && remove.variables === view.id} onClick={() => remove.mutate(view.id)} />}
            </li>
          ))}
        </ul>
      )}
      {remove.error && <ErrorNote title="The view was not deleted" error={remove.error} />}
      {canWrite && (
        <form
          className="flex flex-col gap-1 border-t border-line pt-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim()) save.mutate()
          }}
        >
          <div className="flex gap-2">
            <Input aria-label="Name of the view" placeholder="Name" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} className="min-w-0 flex-1" />
            <Button type="submit" variant="primary" busy={save.isPending} disabled={!name.trim()}>
              {replaces ? 'Replace view' : 'Save view'}
            </Button>
          </div>
          {replaces && <p className="text-sm text-muted">The view of this name, saved by {replaces.by}, will show what you see now.</p>}
          {save.error && <ErrorNote title="The view was not saved" error={save.error} />}
        </form>
      )}
    </div>
  )
}
