import { attemptsOfRun, countSteps, findRun, outputsOfRun, stepsOfRun, type AttemptRow, type StepRow } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { valuesOf } from '@/lib/graph/parameters'
import type { Output } from '@/lib/protocol/messages'
import { insideMark } from '@/lib/workspace-components/expand'
import { instant } from './instant'
import type { RunView, StepView } from './schema'
import { summaryOf } from './summary'
import { waitReasons } from '@/lib/placement/wait-reasons'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const noRun = () => new AppError('not_found', 'There is no such run in this workspace.')

/** Refuses what cannot be an id before the database does. */
export function runId(id: string): string {
  if (!uuid.test(id)) throw noRun()
  return id
}

/** @throws AppError `not_found` where the workspace has no such run, `forbidden`. */
export async function requireRun(ctx: Context, id: string): Promise<void> {
  authorize(ctx, 'runs.read')
  if (!(await findRun(ctx.db, ctx.workspace.id, runId(id)))) throw noRun()
}

/** A run with all its steps. @throws AppError `not_found`, `forbidden`. */
export async function readRun(ctx: Context, id: string): Promise<RunView> {
  authorize(ctx, 'runs.read')
  const run = await findRun(ctx.db, ctx.workspace.id, runId(id))
  if (!run) throw noRun()
  const [steps, outputs, attempts, counts] = await Promise.all([
    stepsOfRun(ctx.db, run.id),
    outputsOfRun(ctx.db, run.id),
    attemptsOfRun(ctx.db, run.id),
    countSteps(ctx.db, [run.id]),
  ])
  const reasons = await waitReasons(ctx, steps)
  const outputsBy = groupBy(outputs)
  const attemptsBy = groupBy(attempts)
  return {
    ...summaryOf(run, counts),
    graph: run.graph,
    groups: run.groups,
    options: { ...run.options },
    parameters: valuesOf(run.graph, run.options.parameters),
    cancelRequested: run.cancel_requested,
    steps: steps.map((step) => stepView(step, outputsBy.get(step.id) ?? [], attemptsBy.get(step.id) ?? [], reasons.get(step.node) ?? null)),
  }
}

function groupBy<T extends { step_id: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.step_id)
    if (group) group.push(row)
    else groups.set(row.step_id, [row])
  }
  return groups
}

function stepView(step: StepRow, outputs: (Output & { port: string })[], attempts: AttemptRow[], waitReason: string | null): StepView {
  return {
    id: step.id,
    node: step.node,
    name: step.name,
    component: step.component,
    position: step.position,
    state: step.state,
    endReason: step.end_reason,
    message: step.message,
    reused: step.reused_run === null ? null : { runId: step.reused_run, runNumber: step.reused_number!, node: step.reused_node! },
    reuseNote: step.reuse_note,
    ...(step.environment && { environment: step.environment }),
    waitReason,
    metrics: step.metrics,
    outputs: Object.fromEntries(outputs.map(({ port, type, digest, size, meta }) => [port, { type, digest, size, meta }])),
    sources: step.sources,
    ...(step.node.includes(insideMark) && { params: step.params }),
    ...(step.iteration && { iteration: step.iteration }),
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      agent: attempt.agent,
      claimedAt: instant(attempt.claimed_at),
      endedAt: instant(attempt.ended_at),
      endReason: attempt.end_reason,
      message: attempt.message,
      phases: attempt.phases,
    })),
    readyAt: instant(step.ready_at),
    startedAt: instant(step.started_at),
    endedAt: instant(step.ended_at),
  }
}
