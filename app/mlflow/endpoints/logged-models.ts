import { z } from 'zod'
import { listFolder } from '@/lib/tracking/artifacts/files'
import { artifactPath, joinPath, pathOfUri } from '@/lib/tracking/artifacts/path'
import { createLoggedModel, deleteLoggedModel, finishLoggedModel, logModelParams, readLoggedModel, searchLoggedModels, tagLoggedModel, untagLoggedModel } from '@/lib/tracking/models/logged'
import { endpoint, type Endpoint } from '../endpoint'
import { loggedModelOf } from '../entities'
import { Id, many, Pairs, Paging, Text } from '../shapes'

const One = z.object({ model_id: z.string() })
const statuses = ['LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'] as const
const Status = z.union([z.enum(statuses), z.number().int().min(1).max(3).transform((place) => statuses[place - 1]!)])
const Search = z.object({
  ...Paging,
  experiment_ids: many(Id),
  filter: Text,
  datasets: many(z.object({ dataset_name: z.string(), dataset_digest: Text })),
  order_by: many(z.object({ field_name: z.string(), ascending: z.boolean().nullish(), dataset_name: Text, dataset_digest: Text })),
})

export const loggedModelEndpoints: Endpoint[] = [
  endpoint(
    'POST',
    'mlflow/logged-models',
    'experiments.write',
    z.object({ experiment_id: Id, name: Text, model_type: Text, source_run_id: Text, params: Pairs, tags: Pairs }),
    async (ctx, input) => ({
      model: loggedModelOf(await createLoggedModel(ctx, { experimentId: input.experiment_id, name: input.name || undefined, modelType: input.model_type, sourceRunId: input.source_run_id, params: input.params, tags: input.tags })),
    }),
  ),
  endpoint('POST', 'mlflow/logged-models/search', 'experiments.read', Search, async (ctx, input) => {
    const { models, next } = await searchLoggedModels(ctx, {
      experimentIds: input.experiment_ids,
      filter: input.filter,
      datasets: input.datasets.map(({ dataset_name, dataset_digest }) => ({ name: dataset_name, digest: dataset_digest ?? null })),
      orderBy: input.order_by.map(({ field_name, ascending, dataset_name, dataset_digest }) => ({ field: field_name, ascending: ascending ?? true, dataset: dataset_name ? { name: dataset_name, digest: dataset_digest ?? null } : null })),
      maxResults: input.max_results,
      pageToken: input.page_token,
    })
    return { models: models.map(loggedModelOf), next_page_token: next ?? undefined }
  }),
  endpoint('GET', 'mlflow/logged-models/{model_id}', 'experiments.read', One, async (ctx, { model_id }) => ({ model: loggedModelOf(await readLoggedModel(ctx, model_id)) })),
  endpoint('PATCH', 'mlflow/logged-models/{model_id}', 'experiments.write', One.extend({ status: Status }), async (ctx, { model_id, status }) => ({ model: loggedModelOf(await finishLoggedModel(ctx, model_id, status)) })),
  endpoint('DELETE', 'mlflow/logged-models/{model_id}', 'experiments.write', One, (ctx, { model_id }) => deleteLoggedModel(ctx, model_id)),
  endpoint('PATCH', 'mlflow/logged-models/{model_id}/tags', 'experiments.write', One.extend({ tags: Pairs }), async (ctx, { model_id, tags }) => ({ model: loggedModelOf(await tagLoggedModel(ctx, model_id, tags)) })),
  endpoint('DELETE', 'mlflow/logged-models/{model_id}/tags/{tag_key}', 'experiments.write', One.extend({ tag_key: z.string() }), (ctx, { model_id, tag_key }) => untagLoggedModel(ctx, model_id, tag_key)),
  endpoint('POST', 'mlflow/logged-models/{model_id}/params', 'experiments.write', One.extend({ params: Pairs }), (ctx, { model_id, params }) => logModelParams(ctx, model_id, params)),
  endpoint('GET', 'mlflow/logged-models/{model_id}/artifacts/directories', 'experiments.read', One.extend({ artifact_directory_path: Text, page_token: Text }), async (ctx, input) => {
    const { row } = await readLoggedModel(ctx, input.model_id)
    const folder = artifactPath(input.artifact_directory_path ?? '')
    const root = pathOfUri(row.artifact_uri)
    const { entries, next } = root === null ? { entries: [], next: null } : await listFolder(ctx, joinPath(root, folder), input.page_token)
    return { root_uri: row.artifact_uri, files: entries.map(({ name, folder: is_dir, size }) => ({ path: joinPath(folder, name), is_dir, file_size: size })), next_page_token: next ?? undefined }
  }),
]
