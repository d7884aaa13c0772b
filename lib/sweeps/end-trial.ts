import { cancelOpenSteps, lockRun } from '@/db/queries/runs'
import { updateTrial, type TrialRow } from '@/db/queries/sweeps'
import type { Context } from '@/lib/context'
import { finalRunStates } from '@/lib/protocol/states'
import { agentTopic, hintRun, hints } from '@/lib/queue/hints'

/** Ends a running trial and cancels its run, in the caller's transaction. What it has reached so far is kept with it. */
export async function endTrial(ctx: Pick<Context, 'db' | 'workspace'>, sweepId: string, trial: TrialRow, state: 'stopped' | 'cancelled', message: string): Promise<void> {
  await updateTrial(ctx.db, sweepId, trial.number, { state, objective: trial.series.at(-1)?.value ?? null, series: trial.series, logCursor: trial.log_cursor, message })
  const run = trial.run_id && (await lockRun(ctx.db, ctx.workspace.id, trial.run_id))
  if (!run || finalRunStates.includes(run.state) || run.cancel_requested) return
  for (const agent of await cancelOpenSteps(ctx.db, run.id)) hints().send(agentTopic(agent), 50)
  hintRun(hints(), { id: run.id, workspaceId: ctx.workspace.id })
}
