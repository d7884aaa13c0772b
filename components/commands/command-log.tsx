'use client'

import { useQuery } from '@tanstack/react-query'
import { RunLog } from '@/components/runs/log/run-log'
import { fetchRun, runKeys } from '@/components/runs/queries'
import { useRun } from '@/components/runs/use-run'
import { useApi } from '@/components/ui/api-client'
import { ErrorNote } from '@/components/ui/error-note'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunView } from '@/lib/runs/schema'

/** What a command has printed, as it comes, and why it waits. */
export default function CommandLog({ run }: { run: string }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const query = useQuery({ queryKey: runKeys.detail(slug, run), queryFn: () => fetchRun(api, run) })
  if (query.error) return <ErrorNote title="The log could not be read" error={query.error} />
  return query.data ? <Log initial={query.data} /> : <SkeletonRows rows={8} />
}

function Log({ initial }: { initial: RunView }) {
  const { data: run = initial } = useRun(initial.id, initial)
  const [step] = run.steps
  return (
    <div className="flex flex-col gap-2">
      {step && step.message !== '' && <p className={step.state === 'failed' ? 'text-failed' : 'text-muted'}>{step.message}</p>}
      {step?.waitReason && <p className="text-muted">{step.waitReason}</p>}
      <div className="h-[60vh] overflow-hidden rounded-md border border-line bg-surface">
        <RunLog run={run} node={step?.node ?? null} onNode={() => undefined} />
      </div>
    </div>
  )
}
