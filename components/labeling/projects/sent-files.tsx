'use client'

import { useQuery } from '@tanstack/react-query'
import { formatCount } from '@/components/ui/format'
import { Progress } from '@/components/ui/progress'
import { RelativeTime } from '@/components/ui/relative-time'
import { Badge } from '@/components/ui/badge'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { JobView, ProjectView } from '@/lib/labeling/schema'
import { SkippedList } from '../formats/skipped-list'
import { jobsQuery, jobWords } from '../labeling-queries'

/** How long what was left out of a file stays on the page, and how many such files. */
const toldFor = 24 * 3_600_000
const mostTold = 5

/** Files that are being taken in, whoever sent them and whether their page is still open, and what was left out of those before. */
export function SentFiles({ project }: { project: ProjectView }) {
  const { slug } = useWorkspace()
  const { data, dataUpdatedAt } = useQuery(jobsQuery(slug, project.id))
  const running = data?.filter(({ state }) => state === 'running') ?? []
  const lacking = data?.filter(({ state, endedAt, report }) => (state === 'failed' || report.skippedCount > 0) && endedAt && dataUpdatedAt - Date.parse(endedAt) < toldFor).slice(0, mostTold) ?? []
  if (running.length === 0 && lacking.length === 0) return null
  return (
    <section aria-label="Files sent lately" className="flex flex-col gap-2">
      <h2 className="text-sm font-medium">Files sent lately</h2>
      <ul className="flex max-w-[80ch] flex-col gap-2">
        {running.map((job) => (
          <Running key={job.id} job={job} />
        ))}
        {lacking.map((job) => (
          <Lacking key={job.id} job={job} />
        ))}
      </ul>
    </section>
  )
}

function Running({ job }: { job: JobView }) {
  const { fileName, done, total } = job
  return (
    <li className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2">
        <Badge tone="running">Being taken in</Badge>
        <span className="min-w-0 font-medium break-words">{fileName}</span>
        <span className="text-muted">{jobWords(job)}</span>
      </p>
      <Progress label={fileName} share={done / Math.max(1, total)} />
    </li>
  )
}

function Lacking({ job: { fileName, state, message, endedAt, report } }: { job: JobView }) {
  const failed = state === 'failed'
  const { skipped, skippedCount } = report
  return (
    <li className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2">
        <Badge tone={failed ? 'failed' : 'warning'}>{failed ? 'Not taken in' : formatCount(skippedCount, 'remark')}</Badge>
        <span className="min-w-0 font-medium break-words">{fileName}</span>
        <RelativeTime at={endedAt!} className="text-sm text-muted" />
      </p>
      {failed && <p className="break-words">{message}</p>}
      {skippedCount === 1 && skipped[0] && <p className="break-words text-muted">{skipped[0].name === fileName ? skipped[0].reason : `${skipped[0].name}: ${skipped[0].reason}`}</p>}
      {skippedCount > 1 && (
        <details>
          <summary className="cursor-pointer text-sm text-muted">What was left out or renamed</summary>
          <SkippedList report={report} className="mt-1" />
        </details>
      )}
    </li>
  )
}
