import { z } from 'zod'
import { moveExperiment, renameExperiment, setExperimentTag } from '@/lib/tracking/experiments/change'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { readExperiment, readExperimentNamed, searchExperiments } from '@/lib/tracking/experiments/search'
import { searchDatasets } from '@/lib/tracking/runs/inputs'
import { endpoint, type Endpoint } from '../endpoint'
import { experimentOf } from '../entities'
import { Id, many, Pairs, Paging, Text, View } from '../shapes'

const One = z.object({ experiment_id: Id })
const Search = z.object({ ...Paging, filter: Text, order_by: many(z.string()), view_type: View })

const search = (method: 'GET' | 'POST') =>
  endpoint(method, 'mlflow/experiments/search', 'experiments.read', Search, async (ctx, input) => {
    const { rows, next } = await searchExperiments(ctx, { filter: input.filter, orderBy: input.order_by, shown: input.view_type, maxResults: input.max_results, pageToken: input.page_token })
    return { experiments: rows.map(experimentOf), next_page_token: next ?? undefined }
  })

export const experimentEndpoints: Endpoint[] = [
  endpoint('POST', 'mlflow/experiments/create', 'experiments.write', z.object({ name: z.string(), artifact_location: Text, tags: Pairs }), async (ctx, input) => ({
    experiment_id: await createExperiment(ctx, { name: input.name, artifactLocation: input.artifact_location, tags: input.tags }),
  })),
  endpoint('GET', 'mlflow/experiments/get', 'experiments.read', One, async (ctx, { experiment_id }) => ({ experiment: experimentOf(await readExperiment(ctx, experiment_id)) })),
  endpoint('GET', 'mlflow/experiments/get-by-name', 'experiments.read', z.object({ experiment_name: z.string().min(1) }), async (ctx, { experiment_name }) => ({
    experiment: experimentOf(await readExperimentNamed(ctx, experiment_name)),
  })),
  search('GET'),
  search('POST'),
  endpoint('POST', 'mlflow/experiments/delete', 'experiments.write', One, (ctx, { experiment_id }) => moveExperiment(ctx, experiment_id, 'deleted')),
  endpoint('POST', 'mlflow/experiments/restore', 'experiments.write', One, (ctx, { experiment_id }) => moveExperiment(ctx, experiment_id, 'active')),
  endpoint('POST', 'mlflow/experiments/update', 'experiments.write', z.object({ experiment_id: Id, new_name: Text }), async (ctx, { experiment_id, new_name }) => {
    if (new_name !== undefined) await renameExperiment(ctx, experiment_id, new_name)
  }),
  endpoint('POST', 'mlflow/experiments/set-experiment-tag', 'experiments.write', z.object({ experiment_id: Id, key: z.string(), value: z.string() }), (ctx, input) =>
    setExperimentTag(ctx, input.experiment_id, input.key, input.value),
  ),
  endpoint('POST', 'mlflow/experiments/delete-experiment-tag', 'experiments.write', z.object({ experiment_id: Id, key: z.string() }), (ctx, input) => setExperimentTag(ctx, input.experiment_id, input.key, null)),
  endpoint('POST', 'mlflow/experiments/search-datasets', 'experiments.read', z.object({ experiment_ids: many(Id) }), async (ctx, { experiment_ids }) => ({
    dataset_summaries: (await searchDatasets(ctx, experiment_ids)).map(({ experiment_number, name, digest, context }) => ({ experiment_id: String(experiment_number), name, digest, context: context ?? undefined })),
  })),
]
