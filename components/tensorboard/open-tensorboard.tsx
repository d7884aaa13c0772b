'use client'

import { useEffect, useRef } from 'react'
import Link from 'next/link'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Spinner } from '@/components/ui/spinner'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { BoardView } from '@/lib/tensorboard/board/schema'

const boardKey = (workspace: string, runs: readonly string[]) => ['tensorboard', workspace, ...runs] as const
const starts = (board: BoardView | null | undefined) => board?.state === 'waiting' || board?.state === 'starting'

/** Starts the real TensorBoard over the event files of runs on an agent, says how that goes, and leads there. `of`: how many runs have some. */
export function OpenTensorboard({ runs, of = runs.length }: { runs: readonly string[]; of?: number }) {
  const api = useApi()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const allowed = useCan('runs.submit')
  const key = boardKey(slug, runs)
  const keep = (board: BoardView) => client.setQueryData(key, board)
  const board = useQuery<BoardView | null>({
    queryKey: key,
    queryFn: async () => {
      const known = client.getQueryData<BoardView | null>(key)
      return known ? api.get<BoardView>(`/tensorboards/${known.id}`) : null
    },
    refetchInterval: ({ state }) => (starts(state.data) ? 1_000 : state.data?.state === 'ready' ? 15_000 : false),
  })
  const open = useMutation({ mutationFn: () => api.post<BoardView>('/tensorboards', { runs }), onSuccess: keep })
  const stop = useMutation({ mutationFn: (run: string) => api.post(`/runs/${run}/cancel`), onSuccess: () => client.invalidateQueries({ queryKey: key }) })
  const link = useRef<HTMLAnchorElement>(null)
  const now = board.data
  const ready = now?.state === 'ready'
  const waited = useRef(false)
  useEffect(() => {
    // Whoever has waited for it goes on with a press of Enter.
    if (ready && waited.current) link.current?.focus()
    waited.current = starts(now)
  }, [ready, now])
  const busy = open.isPending || starts(now)
  const error = open.error ?? stop.error ?? board.error
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {ready ? (
          <Button asChild variant="primary">
            <a ref={link} href={now.path!} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden className="size-4" strokeWidth={1.75} />
              Go to TensorBoard
            </a>
          </Button>
        ) : (
          <Button icon={ExternalLink} busy={busy} onClick={() => open.mutate()}>
            Open in TensorBoard
          </Button>
        )}
        {now && (ready || starts(now)) && allowed && (
          <Button variant="ghost" busy={stop.isPending} onClick={() => stop.mutate(now.run.id)}>
            {ready ? 'End it' : 'Cancel'}
          </Button>
        )}
      </div>
      {of > runs.length && <p className="text-muted">It shows the first {runs.length} of {of} runs with event files.</p>}
      {now && now.state !== 'ended' && (
        <p role="status" className={now.state === 'failed' ? 'text-danger' : 'text-muted'}>
          {starts(now) && <Spinner className="mr-1.5 inline size-3.5 align-[-2px]" />}
          {now.message}{' '}
          <Link className="link" href={`/w/${slug}/runs/${now.run.id}`}>
            Run {now.run.number}
          </Link>
        </p>
      )}
      {error && <ErrorNote title="TensorBoard was not opened" error={error} />}
    </div>
  )
}
