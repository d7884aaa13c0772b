'use client'

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowDownToLine, ChevronDown, ChevronUp, Download } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunView } from '@/lib/runs/schema'
import { fetchLog, runKeys, type LogPage } from '../queries'
import { isFinal } from '../status'
import { LogLines } from './log-lines'
import { prepareRows, searchRows } from './prepare'

export interface RunLogProps {
  run: RunView
  /** Node id; null for all steps. */
  node: string | null
  onNode: (node: string | null) => void
}

/** What the steps wrote, as it comes. */
export function RunLog({ run, node, onNode }: RunLogProps) {
  const api = useApi()
  const query = useLog(run, node)
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const [place, setPlace] = useState(0)
  const [follow, setFollow] = useState(true)
  const field = useRef<HTMLInputElement>(null)
  const rows = useMemo(() => prepareRows(query.data?.lines ?? []), [query.data])
  const matches = useMemo(() => searchRows(rows, search), [rows, search])
  const current = matches.length === 0 ? null : (matches[((place % matches.length) + matches.length) % matches.length] ?? null)
  const walk = (by: number) => {
    setFollow(false)
    setPlace((before) => before + by)
  }
  useFindKey(field)
  const names = useMemo(() => new Map(run.steps.map((step) => [step.node, step.name])), [run.steps])
  const download = `/runs/${run.id}/logs?format=text${node ? `&node=${encodeURIComponent(node)}` : ''}`

  return (
    <section aria-label="Log" className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-6 py-2 max-sm:px-4">
        <div className="w-48 max-sm:w-full">
          <Select aria-label="Step" value={node ?? 'all'} onValueChange={(value) => onNode(value === 'all' ? null : value)} options={[{ value: 'all', label: 'All steps' }, ...run.steps.map((step) => ({ value: step.node, label: step.name }))]} />
        </div>
        <div className="flex min-w-0 flex-1 items-center gap-1">
          <Input
            ref={field}
            type="search"
            aria-label="Search the log"
            placeholder="Search"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setPlace(0)
            }}
            onKeyDown={(event) => event.key === 'Enter' && walk(event.shiftKey ? -1 : 1)}
            className="max-w-72 min-w-0"
          />
          {search && (
            <>
              <span role="status" className="px-1 text-sm whitespace-nowrap text-muted tabular">
                {current ? `${matches.indexOf(current) + 1} of ${matches.length}` : 'nothing found'}
              </span>
              <Button variant="ghost" size="sm" icon={ChevronUp} aria-label="Previous match" disabled={!current} onClick={() => walk(-1)} />
              <Button variant="ghost" size="sm" icon={ChevronDown} aria-label="Next match" disabled={!current} onClick={() => walk(1)} />
            </>
          )}
        </div>
        <Button size="sm" variant={follow ? 'secondary' : 'ghost'} icon={ArrowDownToLine} aria-pressed={follow} onClick={() => setFollow(!follow)}>
          Follow
        </Button>
        <Button asChild size="sm">
          <a href={api.url(download)} download>
            <Download aria-hidden className="size-3.5" strokeWidth={1.75} />
            Download
          </a>
        </Button>
      </div>
      {query.error ? (
        <ErrorNote title="The log could not be read" error={query.error} className="mx-6" />
      ) : query.data === undefined ? (
        <SkeletonRows rows={8} className="px-6" />
      ) : rows.length === 0 ? (
        <p className="px-6 py-8 text-center text-muted">{isFinal(run) ? 'Nothing was written.' : 'Nothing has been written yet; lines appear here as they come.'}</p>
      ) : (
        <LogLines rows={rows} matches={matches} current={current} names={node ? null : names} follow={follow && !search} onFollow={setFollow} />
      )}
    </section>
  )
}

function useLog(run: RunView, node: string | null) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const key = runKeys.log(slug, run.id, node ?? '')
  return useQuery({
    queryKey: key,
    queryFn: () => fetchLog(api, run.id, node ?? '', client.getQueryData<LogPage>(key)),
    // Comparing thousands of lines one by one to keep their identity would cost more than it saves.
    structuralSharing: false,
    refetchInterval: isFinal(run) ? false : 2_000,
  })
}

/** Ctrl+F or / goes to the log's own search, which also sees the lines that are not drawn. */
function useFindKey(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable="true"]')
      if (((event.ctrlKey || event.metaKey) && event.key === 'f') || (event.key === '/' && !typing)) {
        event.preventDefault()
        field.current?.focus()
        field.current?.select()
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [field])
}
