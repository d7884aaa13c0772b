import { metricNames, runFiles } from '@/db/queries/series-runs'
import { boardFiles } from '@/db/queries/tensorboards'
import { inputsOfRuns } from '@/db/queries/tracking/inputs'
import { valuesOfRuns } from '@/db/queries/tracking/run-values'
import type { Context } from '@/lib/context'
import { pathOfUri } from '@/lib/tracking/artifacts/path'
import { viewOf } from '@/lib/tracking/runs/view'
import { metricValue } from '@/lib/tracking/views'
import { namedRuns } from './named-runs'
import type { ComparedMetrics, ComparedRuns, RunFile } from './schema'

/** What runs were given: parameters, tags and datasets, and not their metrics, of which there may be thousands. @throws AppError `invalid`, `forbidden` */
export async function readComparedRuns(ctx: Context, ids: string[]): Promise<ComparedRuns> {
  const rows = await namedRuns(ctx, ids)
  const keys = rows.map(({ id }) => id)
  const [values, inputs, eventFiles] = await Promise.all([
    valuesOfRuns(ctx.db, ctx.workspace.id, keys, { metrics: [] }),
    inputsOfRuns(ctx.db, keys),
    boardFiles(ctx.db, { workspaceId: ctx.workspace.id, shows: rows.map((row) => row.run_id) }),
  ])
  const pairs = (kind: 'params' | 'tags', run: number) => values[kind].filter((pair) => pair.run === run).map(({ key, value }) => ({ key, value }))
  return {
    runs: rows.map((row) => ({
      ...viewOf(row),
      experimentName: row.experiment_name,
      params: pairs('params', row.id),
      tags: pairs('tags', row.id),
      datasets: inputs.filter(({ run }) => run === row.id).map(({ name, digest, tags }) => ({ name, digest, context: tags['mlflow.data.context'] ?? '' })),
      artifactPath: pathOfUri(row.artifact_uri),
    })),
    missing: [...new Set(ids)].filter((id) => !rows.some((row) => row.run_id === id)),
    withEvents: [...new Set(eventFiles.map(({ run_id }) => run_id))],
  }
}

/** Last, lowest and highest of metrics of runs: of those named, or of up to `limit` whose names contain something. @throws AppError `invalid`, `forbidden` */
export async function readComparedMetrics(ctx: Context, input: { runs: string[]; names: string[]; contains?: string; limit?: number }): Promise<ComparedMetrics> {
  const rows = await namedRuns(ctx, input.runs)
  if (rows.length === 0) return { metrics: [], total: 0 }
  const keys = rows.map(({ id }) => id)
  const found = input.names.length > 0 ? [] : await metricNames(ctx.db, { workspaceId: ctx.workspace.id, runs: keys, contains: input.contains ?? '', limit: Math.min(input.limit ?? 50, 200) })
  const names = input.names.length > 0 ? [...new Set(input.names)].slice(0, 200) : found.map(({ key }) => key)
  const { metrics } = await valuesOfRuns(ctx.db, ctx.workspace.id, keys, { params: [], tags: [], metrics: names })
  const ids = new Map(rows.map((row) => [row.id, row.run_id]))
  const values = new Map(names.map((name) => [name, {} as ComparedMetrics['metrics'][number]['values']]))
  for (const { run, key, step, last, lowest, highest } of metrics) {
    values.get(key)![ids.get(run)!] = { last: metricValue(last), lowest: lowest === null ? null : metricValue(lowest), highest: highest === null ? null : metricValue(highest), step: Number(step) }
  }
  return { metrics: names.map((key) => ({ key, values: values.get(key)! })), total: found[0]?.total ?? names.length }
}

/** Pictures among the files of runs, up to 1,000 of each. @throws AppError `invalid`, `forbidden` */
export const readPictures = async (ctx: Context, ids: string[]): Promise<{ pictures: RunFile[] }> => ({ pictures: await filesOf(ctx, ids, 'pictures', 1000) })

/** Files that clients have logged about how good a model is, numbers or pictures, up to 100 of each run. @throws AppError `invalid`, `forbidden` */
export const readEvaluationFiles = async (ctx: Context, ids: string[]): Promise<{ files: RunFile[] }> => ({ files: await filesOf(ctx, ids, 'evaluations', 100) })

async function filesOf(ctx: Context, ids: string[], kind: 'pictures' | 'evaluations', most: number): Promise<RunFile[]> {
  const rows = await namedRuns(ctx, ids)
  const folders = rows.flatMap((row) => {
    const folder = pathOfUri(row.artifact_uri)
    return folder === null ? [] : [{ run: row.id, folder }]
  })
  const names = new Map(rows.map((row) => [row.id, row.run_id]))
  const found = folders.length === 0 ? [] : await runFiles(ctx.db, ctx.workspace.id, kind, folders, most)
  return found.map(({ run, path, size }) => ({ run: names.get(run)!, path, size }))
}
