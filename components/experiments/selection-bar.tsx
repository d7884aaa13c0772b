'use client'

import { lazy, Suspense, useState } from 'react'
import Link from 'next/link'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Tag, Trash2, X } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { showToast } from '@/components/ui/toast'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import { changeRuns, experimentKeys, type Which } from './queries'
import type { Selection } from './use-selection'
import type { RunView } from './use-run-view'

const TagDialog = lazy(() => import('./tag-dialog'))

export interface SelectionBarProps {
  experiment: string
  view: Pick<RunView, 'filter' | 'shown'>
  selection: Selection
  /** Rows that are loaded, and how many fit the filter; undefined until they are counted. */
  listed: readonly string[]
  total: number | undefined
  onAll: () => void
  onClear: () => void
}

/** More lines than these nobody tells apart. */
const mostCompared = 100
type Verb = 'archive' | 'unarchive' | 'delete' | 'restore'
const past: Record<Verb, string> = { archive: 'archived', unarchive: 'brought back', delete: 'deleted', restore: 'restored' }
const undo: Record<Verb, Verb> = { archive: 'unarchive', unarchive: 'archive', delete: 'restore', restore: 'delete' }

/** What can be done with the runs that are chosen. */
export function SelectionBar({ experiment, view, selection, listed, total, onAll, onClear }: SelectionBarProps) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const canWrite = useCan('experiments.write')
  const [asking, setAsking] = useState<'delete' | 'tag' | null>(null)
  const count = selection.all ? (total ?? selection.ids.size) : selection.ids.size
  const which: Which = selection.all ? { all: { experimentId: experiment, filter: view.filter, shown: view.shown } } : { runs: [...selection.ids] }
  const refresh = () => client.invalidateQueries({ queryKey: experimentKeys.table(slug, experiment) })
  const change = useMutation({
    mutationFn: ({ verb, on }: { verb: Verb; on: Which }) => changeRuns(api, on, { action: verb }),
    onSuccess: ({ changed }, { verb, on }) => {
      void refresh()
      onClear()
      const back = 'runs' in on ? { label: 'Undo', onClick: () => change.mutate({ verb: undo[verb], on }) } : undefined
      showToast({ message: `${formatCount(changed, 'run')} ${changed === 1 ? 'was' : 'were'} ${past[verb]}.`, ...(back && { action: back }) })
    },
  })
  const act = (verb: Verb) => change.mutate({ verb, on: which })
  const compared = [...selection.ids].slice(0, mostCompared)
  const refusal = count < 2 ? 'Choose two runs or more.' : count > mostCompared ? `At most ${mostCompared} runs are compared at once.` : null
  const href = `/w/${slug}/experiments/compare?runs=${compared.join(',')}`
  return (
    <div role="toolbar" aria-label="Chosen runs" className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-selected px-3 py-1.5">
      <span className="font-medium tabular" role="status">
        {formatCount(count, 'run')} chosen
      </span>
      {!selection.all && total !== undefined && total > listed.length && selection.ids.size >= listed.length && (
        <Button size="sm" variant="ghost" onClick={onAll}>
          Choose all {formatCount(total, 'run')} of the filter
        </Button>
      )}
      <span className="flex-1" />
      {refusal ? <Button size="sm" disabled title={refusal}>Compare</Button> : <Button size="sm" variant="primary" asChild><Link href={href}>Compare</Link></Button>}
      {canWrite && (
        <>
          <Button size="sm" icon={Tag} onClick={() => setAsking('tag')}>Tag</Button>
          {view.shown === 'active' && <Button size="sm" icon={Archive} busy={change.isPending} onClick={() => act('archive')}>Archive</Button>}
          {view.shown === 'archived' && <Button size="sm" icon={ArchiveRestore} busy={change.isPending} onClick={() => act('unarchive')}>Bring back</Button>}
          {view.shown === 'deleted' ? <Button size="sm" icon={ArchiveRestore} busy={change.isPending} onClick={() => act('restore')}>Restore</Button> : <Button size="sm" icon={Trash2} busy={change.isPending} onClick={() => (selection.all || count > 20 ? setAsking('delete') : act('delete'))}>Delete</Button>}
        </>
      )}
      <Button size="sm" variant="ghost" icon={X} aria-label="Choose none" onClick={onClear} />
      {change.error && <ErrorNote className="w-full" title="The runs were not changed" error={change.error} />}
      <Confirm open={asking === 'delete'} onOpenChange={(open) => !open && setAsking(null)} title={`Delete ${formatCount(count, 'run')}?`} action={`Delete ${formatCount(count, 'run')}`} onConfirm={() => change.mutateAsync({ verb: 'delete', on: which })}>
        They go out of sight, and can be restored under Deleted.
      </Confirm>
      {asking === 'tag' && (
        <Suspense>
          <TagDialog count={count} which={which} onClose={() => setAsking(null)} onDone={() => void refresh()} />
        </Suspense>
      )}
    </div>
  )
}
