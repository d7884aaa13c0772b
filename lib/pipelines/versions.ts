import { lockPipeline } from '@/db/queries/pipelines'
import { findVersion, insertVersion, listVersionRows, type VersionRow } from '@/db/queries/pipeline-versions'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf, pipelineId, present } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { readPipeline } from './read'
import { PublishInput, type PipelineVersion, type PipelineVersionWithGraph } from './schema'

/**
 * Freezes the draft as the next version, with a note that says what is new.
 * @throws AppError `invalid` (no steps, a note too long), `forbidden`, `not_found`.
 */
export async function publishVersion(ctx: Context, id: string, input: PublishInput = {}): Promise<PipelineVersionWithGraph> {
  authorize(ctx, 'pipelines.write')
  const { note } = parse(PublishInput, input)
  return ctx.db.transaction(async (db) => {
    const row = present(await lockPipeline(db, ctx.workspace.id, pipelineId(id)))
    if (row.graph.nodes.length === 0) throw new AppError('invalid', 'There is nothing to publish: the pipeline has no steps yet.')
    const version = await insertVersion(db, { pipelineId: id, graph: row.graph, note, createdBy: personOf(ctx.actor) })
    await recordActivity({ ...ctx, db }, { action: 'pipeline.published', object: { kind: 'pipeline', id, name: row.name }, details: { version, note } })
    return withGraph((await findVersion(db, id, version))!)
  })
}

/** The published versions, newest first. @throws AppError `not_found`, `forbidden` */
export async function listVersions(ctx: Context, id: string): Promise<PipelineVersion[]> {
  await readPipeline(ctx, id)
  return (await listVersionRows(ctx.db, id)).map(view)
}

/** One published version with its graph. @throws AppError `not_found`, `forbidden` */
export async function readVersion(ctx: Context, id: string, number: string): Promise<PipelineVersionWithGraph> {
  const { name } = await readPipeline(ctx, id)
  const row = /^[1-9][0-9]{0,8}$/.test(number) ? await findVersion(ctx.db, id, Number(number)) : undefined
  if (!row) throw new AppError('not_found', `“${name}” has no version ${number}.`)
  return withGraph(row)
}

function withGraph(row: NonNullable<Awaited<ReturnType<typeof findVersion>>>): PipelineVersionWithGraph {
  return { ...view(row), graph: row.graph }
}

function view({ version, note, steps, createdBy, createdAt }: VersionRow): PipelineVersion {
  return { version, note, steps, createdBy, createdAt: createdAt.toISOString() }
}
