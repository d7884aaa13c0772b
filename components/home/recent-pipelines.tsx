import Link from 'next/link'
import { Workflow } from 'lucide-react'
import { formatCount } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import type { PipelineSummary } from '@/lib/pipelines/schema'
import { Nothing, Row, Rows } from './section'

/** The pipelines last worked on, each with how its latest run ended. */
export function RecentPipelines({ workspace, pipelines, mayWrite }: { workspace: string; pipelines: PipelineSummary[]; mayWrite: boolean }) {
  if (pipelines.length === 0) {
    return (
      <Nothing>
        No pipeline yet. {mayWrite ? 'Press “New pipeline” and draw one, or see ' : 'See '}
        <Link className="link" href={`/w/${workspace}/components`}>
          what the steps can do
        </Link>
        .
      </Nothing>
    )
  }
  return (
    <Rows>
      {pipelines.map((pipeline) => (
        <Row
          key={pipeline.id}
          href={`/w/${workspace}/pipelines/${pipeline.id}`}
          icon={<Workflow aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />}
          title={pipeline.name}
          note={formatCount(pipeline.steps, 'step')}
        >
          {pipeline.lastRun ? <Status status={pipeline.lastRun.state} plain className="w-24" /> : <span className="w-24">Not run yet</span>}
          <RelativeTime at={pipeline.updatedAt} className="w-20 text-right max-sm:hidden" />
        </Row>
      ))}
    </Rows>
  )
}
