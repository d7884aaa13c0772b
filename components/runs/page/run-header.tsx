'use client'

import Link from 'next/link'
import { PageHeader } from '@/components/ui/page-header'
import { formatDuration } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import { useWorkspace } from '@/components/ui/workspace-context'
import { elapsed } from '@/lib/runs/duration'
import type { RunView } from '@/lib/runs/schema'
import { isFinal, progressWords } from '../status'
import { useNow } from '../use-now'
import { MetricStrip } from './metric-strip'
import { RunActions } from './run-actions'
import { RunParameters } from './run-parameters'

/** Which run, how it stands, who started it, and what it measured. */
export function RunHeader({ run, onSelect }: { run: RunView; onSelect: (node: string) => void }) {
  const { slug } = useWorkspace()
  const now = useNow(!isFinal(run))
  const span = elapsed(run.createdAt, run.endedAt, now)
  return (
    <div className="flex flex-col gap-2 px-6 pt-4 pb-3 max-sm:px-4">
      <PageHeader
        title={
          <>
            Run {run.number} <span className="font-normal text-muted">· {run.name}</span>
          </>
        }
        badge={<Status status={run.state} />}
        description={
          <span className="flex flex-wrap gap-x-3 tabular">
            {span !== null && <span>{formatDuration(span)}</span>}
            <span>{progressWords(run.counts)}</span>
            <span>
              {run.createdBy}, <RelativeTime at={run.createdAt} />
            </span>
            {run.pipelineId && run.pipelineName && (
              <Link href={`/w/${slug}/runs?pipeline=${run.pipelineId}`} className="link">
                All runs of {run.pipelineName}
              </Link>
            )}
          </span>
        }
        actions={<RunActions run={run} />}
      />
      <RunParameters run={run} />
      <MetricStrip run={run} onSelect={onSelect} />
    </div>
  )
}
