import { z } from 'zod'
import { MetricSeries, RunGroups, RunTablePage, TrackedRunDetail } from '@/lib/tracking/views'
import { RerunCommandInput, RunCommandInput } from '@/lib/commands/input'
import { CommandView } from '@/lib/commands/schema'
import { RunEvents, Summary } from '@/lib/tensorboard/schema'
import { BulkInput } from '@/lib/tracking/runs/bulk'
import { EditRunInput } from '@/lib/tracking/runs/edit'
import { SavedView, SaveViewInput } from '@/lib/tracking/runs/saved-views'
import type { Operation } from './operation'

const read = { method: 'get', tag: 'Experiments', permission: 'experiments.read' } satisfies Partial<Operation>
const Question = z.object({ filter: z.string().optional(), shown: z.enum(['active', 'archived', 'deleted']).optional(), deleted: z.enum(['true', 'false']).optional() })
const Experiment = z.object({
  id: z.string(),
  name: z.string(),
  lifecycle: z.enum(['active', 'deleted']),
  runs: z.number().int(),
  createdMs: z.number(),
  newestRunMs: z.number().nullable(),
  note: z.string(),
})

const StartedCommand = z.object({ id: z.string(), experimentId: z.string(), runId: z.string(), runNumber: z.number().int() })

export const experimentOperations: Operation[] = [
  {
    ...read,
    path: '/experiments',
    summary: 'List experiments, newest first',
    description: 'Filters are in the syntax of MLflow. Experiments and runs are written over the MLflow protocol, under /api/2.0/mlflow.',
    query: z.object({ filter: z.string().optional(), deleted: z.enum(['true', 'false']).optional(), cursor: z.string().optional() }),
    response: z.object({ experiments: z.array(Experiment), next: z.string().nullable() }),
  },
  { ...read, path: '/experiments/{id}', summary: 'Read an experiment’s name and state', response: Experiment.pick({ id: true, name: true, lifecycle: true, note: true }), errors: ['not_found'] },
  {
    ...read,
    path: '/experiments/{id}/runs',
    summary: 'Read a page of an experiment’s runs with chosen columns',
    description: 'A `column` is `metrics.<name>`, `params.<name>` or `tags.<name>`, of a metric also with `|lowest`, `|highest` or `|step 100` after it. `total` is counted for the first page alone, and not where `count=false` asks for a sooner page.',
    query: Question.extend({ order: z.string().optional(), column: z.array(z.string()).optional(), cursor: z.string().optional(), count: z.enum(['true', 'false']).optional() }),
    response: RunTablePage,
    errors: ['not_found'],
  },
  { ...read, path: '/experiments/{id}/runs/count', summary: 'Count the runs that fit a filter', query: Question, response: z.object({ total: z.number().int() }), errors: ['not_found'] },
  {
    ...read,
    path: '/experiments/{id}/runs/groups',
    summary: 'Count runs by the value of a parameter, a tag or an attribute, with means of metrics',
    description: '`by` is written as in filters: `params.model`, `status`. At most 500 groups, the largest first.',
    query: Question.extend({ by: z.string(), column: z.array(z.string()).optional() }),
    response: RunGroups,
    errors: ['not_found'],
  },
  {
    ...read,
    path: '/experiments/{id}/runs/export',
    summary: 'Download every run that fits, with chosen columns, as CSV or Parquet',
    query: Question.extend({ order: z.string().optional(), column: z.array(z.string()).optional(), format: z.enum(['csv', 'parquet']).optional() }),
    otherResponses: { 'text/csv': 'The runs as CSV.', 'application/vnd.apache.parquet': 'The runs as Parquet.' },
    errors: ['not_found'],
  },
  { ...read, path: '/experiments/{id}/views', summary: 'List saved views of an experiment’s runs', response: z.object({ views: z.array(SavedView) }), errors: ['not_found'] },
  {
    method: 'post',
    tag: 'Experiments',
    permission: 'experiments.write',
    path: '/experiments/{id}/views',
    summary: 'Save a view of an experiment’s runs for everybody',
    description: 'One of the same name is replaced. The page opens it with `?view=ID`.',
    body: SaveViewInput,
    response: SavedView,
    errors: ['not_found'],
  },
  { method: 'delete', tag: 'Experiments', permission: 'experiments.write', path: '/experiments/{id}/views/{view}', summary: 'Delete a saved view', status: 204, errors: ['not_found'] },
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
    description: 'Those that `runs` names or, where one of them is not in the workspace, none; or `all` that fit a filter of an experiment.',
    body: BulkInput,
    response: z.object({ changed: z.number().int() }),
    errors: ['not_found'],
  },
  {
    method: 'patch',
    tag: 'Experiments',
    permission: 'experiments.write',
    path: '/tracked-runs/{id}',
    summary: 'Rename a run, change its note or its tags',
    description: 'A tag whose value is null is taken away, as is a note that is empty.',
    body: EditRunInput,
    response: TrackedRunDetail,
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
  {
    ...read,
    path: '/tracked-runs/{id}/events',
    summary: 'Read what was found in a run’s TensorBoard event files',
    description: 'Scalars are among the metrics. `readTo` of `size` bytes were read of each file: a damaged one is read up to the damage.',
    response: RunEvents,
    errors: ['not_found'],
  },
  {
    ...read,
    path: '/tracked-runs/{id}/events/summaries',
    summary: 'Read the images, histograms or texts of one name by step',
    query: z.object({ kind: z.enum(['image', 'histogram', 'text']), name: z.string() }),
    response: z.object({ summaries: z.array(Summary) }),
    errors: ['not_found'],
  },
  {
    ...read,
    path: '/tracked-runs/{id}/events/image',
    summary: 'Download an image of an event file',
    query: z.object({ digest: z.string() }),
    otherResponses: { 'image/*': 'PNG, JPEG, GIF, WebP or BMP.' },
    errors: ['not_found'],
  },
  {
    method: 'post',
    tag: 'Experiments',
    permission: 'runs.submit',
    path: '/commands',
    summary: 'Run a command with a snapshot of its code on an agent',
    description: 'As JSON with the texts of its files, or as a form with the same JSON in the field `request` and files under their paths; a single zip archive is unpacked. `{name}` in the command stands for a parameter. The run is one of the experiment.',
    body: RunCommandInput,
    otherBodies: { 'multipart/form-data': { description: 'The code as files.', schema: { type: 'object', required: ['request'], properties: { request: { type: 'string' }, file: { type: 'string', format: 'binary' } } } } },
    status: 201,
    response: StartedCommand,
    errors: ['not_found', 'too_large', 'conflict'],
  },
  {
    method: 'post',
    tag: 'Experiments',
    permission: 'runs.submit',
    path: '/tracked-runs/{id}/rerun',
    summary: 'Run a command again from the snapshot of its code',
    description: 'What is left out stays as it was.',
    body: RerunCommandInput,
    optionalBody: true,
    status: 201,
    response: StartedCommand,
    errors: ['not_found'],
  },
  { ...read, path: '/tracked-runs/{id}/command', summary: 'Read the command of a run, with the files of its snapshot', response: CommandView, errors: ['not_found'] },
  {
    ...read,
    path: '/tracked-runs/{id}/code',
    summary: 'Download a file of the snapshot of a command’s code',
    query: z.object({ path: z.string() }),
    otherResponses: { 'text/plain': 'The file as it is.' },
    errors: ['not_found'],
  },
]
