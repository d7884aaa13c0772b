import { randomBytes } from 'node:crypto'
import { insertRun, upsertTags } from '@/db/queries/tracking/runs'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { hints, hintTracked } from '@/lib/hints'
import { authorize } from '@/lib/permissions'
import { activeExperiment } from '../experiments/find'
import { checkLength, checkPairs, limits } from '../limits'
import { runById } from './find'
import { randomName } from './random-name'

export interface CreateRunInput {
  experimentId: string
  userId?: string
  name?: string
  /** Milliseconds; now where it is left out. */
  startMs?: number
  tags?: { key: string; value?: string }[]
}

const nameTag = 'mlflow.runName'

/** Begins a run. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function createRun(ctx: Context, input: CreateRunInput): Promise<TrackedRunRow> {
  authorize(ctx, 'experiments.write')
  const experiment = await activeExperiment(ctx, input.experimentId)
  const tags = checkPairs(input.tags ?? [], 'tags', limits.tag)
  const tagged = tags.find(({ key }) => key === nameTag)?.value
  if (tagged && input.name && tagged !== input.name) {
    throw new AppError('invalid', `Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='${input.name}', mlflow.runName='${tagged}').`)
  }
  const name = checkLength(input.name || tagged || randomName(), 'run_name', limits.tag)
  const runId = randomBytes(16).toString('hex')
  const made = await ctx.db.transaction(async (tx) => {
    await insertRun(tx, {
      workspaceId: ctx.workspace.id,
      runId,
      experimentId: experiment.id,
      kind: 'mlflow',
      name,
      status: 'RUNNING',
      userName: input.userId || tags.find(({ key }) => key === 'mlflow.user')?.value || ctx.actor.name,
      startMs: input.startMs ?? null,
      artifactUri: `${experiment.artifact_location.replace(/\/$/, '')}/${runId}/artifacts`,
      parentRunId: tags.find(({ key }) => key === 'mlflow.parentRunId')?.value ?? null,
      createdBy: personOf(ctx),
    })
    const inside = { ...ctx, db: tx as unknown as Context['db'] }
    const row = await runById(inside, runId)
    await upsertTags(tx, row, [...tags.filter(({ key }) => key !== nameTag), { key: nameTag, value: name }])
    return row
  })
  hintTracked(hints(), { id: runId, workspaceId: ctx.workspace.id })
  return made
}

export function personOf({ actor }: Context): string | null {
  return actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null
}
