import { z } from 'zod'
import { findLoggedModel } from '@/db/queries/tracking/logged-models'
import * as queries from '@/db/queries/tracking/registry'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { createModel } from './models'
import { versionSummary } from './pages'
import { createVersion } from './versions'
import type { VersionSummary } from './views'

export const RegisterInput = z.object({
  /** A model that a run has logged. */
  modelId: z.string().optional(),
  /** Or where its files lie: `runs:/<run id>/<path>`, `mlflow-artifacts:/…`, an address elsewhere. */
  source: z.string().optional(),
  runId: z.string().optional(),
  description: z.string().max(20_000, 'The description has more than 20,000 characters.').optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
})
export type RegisterInput = z.infer<typeof RegisterInput>

/** Adds a version to a model, which is made where there is none of the name: both or neither. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function registerModel(ctx: Context, name: string, input: RegisterInput): Promise<VersionSummary> {
  authorize(ctx, 'models.write')
  const { modelId, source, runId, description, tags } = parse(RegisterInput, input)
  if ((modelId === undefined) === (source === undefined)) throw new AppError('invalid', 'Name the logged model in `modelId`, or where its files lie in `source`; not both.')
  const logged = modelId === undefined ? undefined : await findLoggedModel(ctx.db, ctx.workspace.id, modelId)
  if (modelId !== undefined && (!logged || logged.lifecycle === 'deleted')) throw new AppError('not_found', 'The model is not there any more: its run or the model itself was deleted.')
  if (logged && logged.status !== 'LOGGED_MODEL_READY') throw new AppError('conflict', 'The model’s files are not complete. Wait until its run has logged them, then register it.')
  return ctx.db.transaction(async (tx) => {
    const within = { ...ctx, db: tx as unknown as Context['db'] }
    if (!(await queries.findRegisteredModel(tx, ctx.workspace.id, name))) await createModel(within, { name })
    const row = await createVersion(within, { name, source: source ?? `models:/${modelId}`, runId: logged?.source_run_id || runId, modelId, description, tags })
    return versionSummary(row)
  })
}
