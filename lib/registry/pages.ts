import { findLoggedModel, metricsOfModels } from '@/db/queries/tracking/logged-models'
import { listModelSummaries, type ModelSummaryRow } from '@/db/queries/tracking/model-pages'
import type { VersionRow } from '@/db/queries/tracking/registry'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { joinPath, pathOfUri } from '@/lib/tracking/artifacts/path'
import { readSignature } from '@/lib/tracking/models/signature'
import { pageOf, readPageToken } from '@/lib/tracking/page-token'
import { viewTrackedRun } from '@/lib/tracking/runs/view'
import { metricValue } from '@/lib/tracking/views'
import { modelNamed } from './models'
import { downloadUri, readVersion, searchVersions } from './versions'
import type { ModelDetail, ModelSummary, VersionDetail, VersionSummary } from './views'

const pairs = (tags: Record<string, string>) => Object.entries(tags).map(([key, value]) => ({ key, value })).filter(({ key }) => !key.startsWith('mlflow.'))

const summaryOf = (row: ModelSummaryRow): ModelSummary => ({
  name: row.name,
  description: row.description,
  tags: pairs(row.tags),
  versions: row.versions,
  latest: row.latest,
  aliases: row.aliases,
  createdMs: Number(row.created_ms),
  updatedMs: Number(row.updated_ms),
})

export const versionSummary = (row: VersionRow): VersionSummary => ({
  name: row.name,
  version: row.version,
  description: row.description,
  tags: pairs(row.tags),
  aliases: row.aliases,
  stage: row.stage,
  by: row.user_name,
  createdMs: Number(row.created_ms),
  updatedMs: Number(row.updated_ms),
  source: row.source,
  runId: row.run_id,
  modelId: row.model_id,
})

/** A page of models, the last changed first. @throws AppError `invalid`, `forbidden` */
export async function listModels(ctx: Context, { contains = '', cursor }: { contains?: string; cursor?: string }): Promise<{ models: ModelSummary[]; next: string | null }> {
  authorize(ctx, 'models.read')
  const place = readPageToken(cursor)
  const limit = 100
  const page = pageOf(await listModelSummaries(ctx.db, { workspaceId: ctx.workspace.id, contains, offset: place.offset, limit: limit + 1 }), place, limit)
  return { models: page.rows.map(summaryOf), next: page.next }
}

/** A model with its versions, the newest first. @throws AppError `not_found`, `forbidden` */
export async function viewModel(ctx: Context, name: string): Promise<ModelDetail> {
  authorize(ctx, 'models.read')
  const model = await modelNamed(ctx, name)
  const { rows } = await searchVersions(ctx, { filter: `name = '${name.replaceAll("'", "''")}'`, orderBy: ['version_number DESC'], maxResults: 1000 })
  const aliases = rows.flatMap((row) => row.aliases.map((alias) => ({ alias, version: row.version }))).sort((a, b) => a.alias.localeCompare(b.alias))
  return { model: summaryOf({ ...model, versions: rows.length, latest: rows[0]?.version ?? null, aliases }), versions: rows.map(versionSummary) }
}

/** A version with what is known of where it comes from. @throws AppError `not_found`, `invalid`, `forbidden` */
export async function viewVersion(ctx: Context, name: string, version: string): Promise<VersionDetail> {
  authorize(ctx, 'models.read')
  const row = await readVersion(ctx, name, version)
  const artifactUri = await downloadUri(ctx, name, version)
  const logged = row.model_id ? await findLoggedModel(ctx.db, ctx.workspace.id, row.model_id) : undefined
  const [run, points] = await Promise.all([
    viewTrackedRun(ctx, row.run_id).catch((error: unknown) => {
      if (isAppError(error) && error.code === 'not_found') return null
      throw error
    }),
    logged ? metricsOfModels(ctx.db, [logged.id]) : [],
  ])
  const within = run && /^runs:\/([^/]+)\/(.+)$/.exec(artifactUri)
  const artifactPath = within?.[1] === run?.id && within && run.artifactPath !== null ? joinPath(run.artifactPath, within[2]!) : pathOfUri(artifactUri)
  const signature = artifactPath === null ? null : await readSignature(ctx, artifactPath)
  return {
    ...versionSummary(row),
    run: run && { id: run.id, experimentId: run.experimentId, experimentName: run.experimentName, name: run.name, status: run.status, startMs: run.startMs, pipelineRunId: run.pipelineRunId },
    metrics: run?.metrics ?? [],
    params: run?.params ?? [],
    modelMetrics: points.map(({ key, value, dataset_name }) => ({ key, value: metricValue(value), dataset: dataset_name })),
    modelType: logged?.model_type ?? '',
    signature,
    artifactPath,
    artifactUri,
  }
}

