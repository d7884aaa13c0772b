import { listPipelineRows } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { ListPipelinesInput, type PipelineSummary } from './schema'

/** The workspace's pipelines, newest change first, each with its latest run. */
export async function listPipelines(ctx: Context, input: ListPipelinesInput = {}): Promise<PipelineSummary[]> {
  authorize(ctx, 'pipelines.read')
  const rows = await listPipelineRows(ctx.db, ctx.workspace.id, parse(ListPipelinesInput, input))
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    lastRun: row.lastRun && { ...row.lastRun, createdAt: new Date(row.lastRun.createdAt).toISOString() },
  }))
}
