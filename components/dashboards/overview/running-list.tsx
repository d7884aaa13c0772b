import { Nothing, Row, Rows } from '@/components/home/section'
import { formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Status } from '@/components/ui/status'
import type { FailedRun, Overview } from '@/lib/dashboards/overview-schema'

/** What runs or waits now, with how far it is. */
export function RunningList({ workspace, running }: { workspace: string; running: NonNullable<Overview['running']> }) {
  if (running.runs.length === 0) return <Nothing>Nothing runs now. Open a pipeline and press Run.</Nothing>
  return (
    <>
      <Rows>
        {running.runs.map((run) => (
          <Row key={run.id} href={`/w/${workspace}/${run.href}`} title={run.name} note={[run.note, run.person].filter(Boolean).join(' · ')}>
            {run.steps && <span className="max-sm:hidden">{`${run.steps.done} of ${run.steps.all} steps`}</span>}
            <Status status={run.state} plain />
            <RelativeTime at={run.sinceMs} className="w-20 text-right max-sm:hidden" />
          </Row>
        ))}
      </Rows>
      <More all={running.total} shown={running.runs.length} />
    </>
  )
}

const reason = ({ step, message }: FailedRun) => (step ? `${step}: ${message ?? 'gave no reason'}` : (message ?? 'ended as failed, without a reason'))

/** What has failed within a day, and why. */
export function FailedList({ workspace, failed }: { workspace: string; failed: NonNullable<Overview['failed']> }) {
  if (failed.runs.length === 0) return <Nothing>Nothing has failed within the last 24 hours.</Nothing>
  return (
    <>
      <Rows>
        {failed.runs.map((run) => (
          <Row key={run.id} href={`/w/${workspace}/${run.href}`} title={run.name} note={`${[run.note, run.person].filter(Boolean).join(' · ')} — ${reason(run)}`}>
            <Status status="failed" plain />
            <RelativeTime at={run.endedMs} className="w-20 text-right max-sm:hidden" />
          </Row>
        ))}
      </Rows>
      <More all={failed.total} shown={failed.runs.length} />
    </>
  )
}

function More({ all, shown }: { all: number; shown: number }) {
  return all > shown ? <p className="text-sm text-muted tabular">{`The newest ${shown} of ${formatInteger(all)}.`}</p> : null
}
