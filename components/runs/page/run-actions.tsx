'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, CircleStop, FileText, RotateCcw, Workflow } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { ErrorNote } from '@/components/ui/error-note'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { RunView } from '@/lib/runs/schema'
import { runKeys } from '../queries'
import { isFinal } from '../status'

export interface RerunInput {
  from?: string[]
  until?: string[]
  force?: 'all' | string[]
}

/** Changes to a run. A new run is opened as soon as it exists. */
export function useRunActions(run: RunView) {
  const api = useApi()
  const router = useRouter()
  const client = useQueryClient()
  const { slug } = useWorkspace()
  const refresh = () => client.invalidateQueries({ queryKey: runKeys.run(slug, run.id) })
  const cancel = useMutation({ mutationFn: () => api.post(`/runs/${run.id}/cancel`), onSuccess: refresh })
  const retry = useMutation({ mutationFn: () => api.post(`/runs/${run.id}/retry`), onSuccess: refresh })
  const rerun = useMutation({
    mutationFn: (input: RerunInput) => api.post<RunView>(`/runs/${run.id}/rerun`, input),
    onSuccess: (made) => router.push(`/w/${slug}/runs/${made.id}`),
  })
  return { cancel, retry, rerun }
}

export function RunActions({ run }: { run: RunView }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const canSubmit = useCan('runs.submit')
  const canCancel = useCan('runs.cancel')
  const { cancel, retry, rerun } = useRunActions(run)
  const [asking, setAsking] = useState(false)
  const failed = run.state === 'failed' || run.state === 'cancelled'
  const error = cancel.error ?? retry.error ?? rerun.error
  return (
    <div className="flex flex-col items-end gap-2 max-sm:w-full max-sm:items-stretch">
      <div className="flex flex-wrap items-center gap-2">
        {run.pipelineId && (
          <Button asChild>
            <Link href={`/w/${slug}/pipelines/${run.pipelineId}`}>
              <Workflow aria-hidden className="size-4" strokeWidth={1.75} />
              Open pipeline
            </Link>
          </Button>
        )}
        <Button asChild>
          <a href={api.url(`/runs/${run.id}/report`)} target="_blank" rel="noopener">
            <FileText aria-hidden className="size-4" strokeWidth={1.75} />
            Report
          </a>
        </Button>
        {!isFinal(run) && canCancel && (
          <Button icon={CircleStop} busy={cancel.isPending || run.cancelRequested} onClick={() => setAsking(true)}>
            {run.cancelRequested ? 'Cancelling' : 'Cancel'}
          </Button>
        )}
        {isFinal(run) && canSubmit && (
          <div className="flex">
            {failed ? (
              <Button variant="primary" icon={RotateCcw} busy={retry.isPending} onClick={() => retry.mutate()} className="rounded-r-none">
                Retry failed
              </Button>
            ) : (
              <Button variant="primary" icon={RotateCcw} busy={rerun.isPending} onClick={() => rerun.mutate({})} className="rounded-r-none">
                Rerun
              </Button>
            )}
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button variant="primary" icon={ChevronDown} aria-label="More ways to run again" className="rounded-l-none border-l border-l-accent-fg/30" />
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                {failed && <DropdownMenuItem onSelect={() => rerun.mutate({})}>Rerun as a new run</DropdownMenuItem>}
                <DropdownMenuItem onSelect={() => rerun.mutate({ force: 'all' })}>Rerun without reuse</DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
          </div>
        )}
      </div>
      {error && <ErrorNote error={error} className="max-w-96" />}
      <Confirm open={asking} onOpenChange={setAsking} title={`Cancel run ${run.number}?`} action="Yes, cancel the run" danger onConfirm={async () => void (await cancel.mutateAsync())}>
        Running steps are stopped. What has succeeded is kept and reused next time.
      </Confirm>
    </div>
  )
}
