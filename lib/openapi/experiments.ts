import { z } from 'zod'
import { MetricSeries, RunTablePage, TrackedRunDetail } from '@/lib/tracking/views'
import { BulkInput } from '@/lib/tracking/runs/bulk'
import type { Operation } from './operation'

const read = { method: 'get', tag: 'Experiments', permission: 'experiments.read' } satisfies Partial<Operation>
const Experiment = z.object({
  id: z.string(),
  name: z.string(),
  lifecycle: z.enum(['active', 'deleted']),
  runs: z.number().int(),
  createdMs: z.number(),
  newestRunMs: z.number().nullable(),
  note: z.string(),
})

export const experimentOperations: Operation[] = [
  {
    ...read,
    path: '/experiments',
    summary: 'List experiments, newest first',
    description: 'Filters are in the syntax of MLflow. Experiments and runs are written over the MLflow protocol, under /api/2.0/mlflow.',
    query: z.object({ filter: z.string().optional(), deleted: z.enum(['true', 'false']).optional(), cursor: z.string().optional() }),
    response: z.object({ experiments: z.array(Experiment), next: z.string().nullable() }),
  },
  {
    ...read,
    path: '/experiments/{id}/runs',
    summary: 'Read a page of an experiment’s runs with chosen columns',
    description: 'A `column` is `metrics.<name>`, `params.<name>` or `tags.<name>`, of a metric also with `|lowest`, `|highest` or `|step 100` after it. `total` is counted for the first page alone.',
    query: z.object({ filter: z.string().optional(), order: z.string().optional(), shown: z.enum(['active', 'archived', 'deleted']).optional(), deleted: z.enum(['true', 'false']).optional(), column: z.array(z.string()).optional(), cursor: z.string().optional() }),
    response: RunTablePage,
    errors: ['not_found'],
  },
  {
    ...read,
    path: '/experiments/{id}/keys',
    summary: 'List names of metrics, parameters and tags of an experiment’s runs',
    query: z.object({ contains: z.string().optional() }),
    response: z.object({ metrics: z.array(z.string()), params: z.array(z.string()), tags: z.array(z.string()) }),
    errors: ['not_found'],
  },
  {
    method: 'post',
    tag: 'Experiments',
    permission: 'experiments.write',
    path: '/tracked-runs/bulk',
    summary: 'Tag, archive, delete or restore many runs at once',
    description: 'All of them or, where one is not in the workspace, none.',
    body: BulkInput,
    response: z.object({ changed: z.number().int() }),
    errors: ['not_found'],
  },
  { ...read, path: '/tracked-runs/{id}', summary: 'Read a run of an experiment', response: TrackedRunDetail, errors: ['not_found'] },
  {
    ...read,
    path: '/tracked-runs/{id}/metrics',
    summary: 'Read metrics of a run for a chart',
    description: 'Of many points the lowest and highest of each bucket of steps; every point comes from /api/2.0/mlflow/metrics/get-history.',
    query: z.object({ name: z.array(z.string()) }),
    response: z.object({ series: z.array(MetricSeries) }),
    errors: ['not_found'],
  },
]
