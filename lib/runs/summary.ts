import type { CountRow, RunRow } from '@/db/queries/runs'
import { instant } from './instant'
import type { RunSummary } from './schema'

/** A run as lists show it. `counts` may hold the rows of other runs too. */
export function summaryOf(run: RunRow, counts: CountRow[]): RunSummary {
  const own = counts.filter((row) => row.run_id === run.id)
  const total: RunSummary['counts'] = { total: 0, waiting: 0, queued: 0, running: 0, succeeded: 0, reused: 0, failed: 0, cancelled: 0, skipped: 0 }
  for (const row of own) {
    total[row.state] += row.steps
    total.total += row.steps
    total.reused += row.reused
  }
  return {
    id: run.id,
    number: run.number,
    name: run.name,
    pipelineId: run.pipeline_id,
    pipelineName: run.pipeline_name,
    state: run.state,
    endReason: run.end_reason,
    createdBy: run.created_by,
    createdAt: instant(run.created_at),
    startedAt: instant(run.started_at),
    endedAt: instant(run.ended_at),
    counts: total,
    metrics: Object.assign({}, ...own.flatMap((row) => row.metrics)) as Record<string, number>,
  }
}
