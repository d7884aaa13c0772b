import { beyondReach, reachedRuns, requireExperiment, requireOwnModel, requirePath, requireRuns, type Reach } from '@/lib/commands/reach'
import type { Context } from '@/lib/context'
import type { Endpoint } from './endpoint'

type Input = Record<string, unknown>
type Check = (ctx: Context, reach: Reach, input: Input) => unknown

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)])
const parentTag = 'mlflow.parentRunId'

const anything: Check = () => undefined
const ofRun: Check = (ctx, reach, input) => requireRuns(ctx, reach, [String(input.run_id || input.run_uuid || '')])
const ofExperiment: Check = (_ctx, reach, input) => requireExperiment(reach, [...texts(input.experiment_id), ...texts(input.experiment_ids)])
const ofModel: Check = (ctx, reach, input) => requireOwnModel(ctx, reach, String(input.model_id))
const intoPath: Check = (ctx, reach, input) => requirePath(ctx, reach, String(input.rest), 'write')

/** A run without a parent becomes one below the command's own: scripts begin several, one after the other. */
const newRun: Check = async (ctx, reach, input) => {
  requireExperiment(reach, [String(input.experiment_id ?? '0')])
  const tags = (input.tags as { key: string; value?: string }[] | undefined) ?? []
  const parent = tags.find(({ key }) => key === parentTag)
  if (parent) await requireRuns(ctx, reach, [parent.value ?? ''])
  else input.tags = [...tags, { key: parentTag, value: reach.run }]
}

const newModel: Check = async (ctx, reach, input) => {
  requireExperiment(reach, texts(input.experiment_id))
  if (input.source_run_id) await requireRuns(ctx, reach, [String(input.source_run_id)])
  else input.source_run_id = reach.run
}

/** What the token of a running command may ask for, each within its reach; everything else is refused. */
const checks: Record<string, Check> = {
  'GET mlflow/server-info': anything,
  'GET mlflow/experiments/get': ofExperiment,
  // The answer tells which experiment it is: `answerWithin` looks at it.
  'GET mlflow/experiments/get-by-name': anything,
  'POST mlflow/runs/create': newRun,
  'GET mlflow/runs/get': ofRun,
  'POST mlflow/runs/update': ofRun,
  'POST mlflow/runs/search': ofExperiment,
  ...Object.fromEntries(['log-metric', 'log-parameter', 'set-tag', 'delete-tag', 'log-batch', 'log-inputs', 'outputs', 'log-model'].map((verb) => [`POST mlflow/runs/${verb}`, ofRun])),
  'GET mlflow/metrics/get-history': ofRun,
  'GET mlflow/metrics/get-history-bulk': (ctx, reach, input) => requireRuns(ctx, reach, texts(input.run_id)),
  'GET mlflow/metrics/get-history-bulk-interval': (ctx, reach, input) => requireRuns(ctx, reach, texts(input.run_ids)),
  'GET mlflow/artifacts/list': ofRun,
  'GET mlflow-artifacts/artifacts': (ctx, reach, input) => requirePath(ctx, reach, String(input.path ?? ''), 'read'),
  'POST mlflow-artifacts/mpu/create/{rest}': intoPath,
  'POST mlflow-artifacts/mpu/complete/{rest}': intoPath,
  'POST mlflow-artifacts/mpu/abort/{rest}': intoPath,
  'POST mlflow/logged-models': newModel,
  'POST mlflow/logged-models/search': anything,
  'GET mlflow/logged-models/{model_id}': anything,
  'GET mlflow/logged-models/{model_id}/artifacts/directories': anything,
  'PATCH mlflow/logged-models/{model_id}': ofModel,
  'PATCH mlflow/logged-models/{model_id}/tags': ofModel,
  'DELETE mlflow/logged-models/{model_id}/tags/{tag_key}': ofModel,
  'POST mlflow/logged-models/{model_id}/params': ofModel,
  'POST mlflow/registered-models/get-latest-versions': anything,
}

/** Every other question about registered models changes nothing. */
const readsRegistry = ({ method, path }: Endpoint) => method === 'GET' && /^mlflow\/(?:registered-models|model-versions)\//.test(path)

/** Refuses what lies beyond the reach of a command, and puts what it begins below its run. @throws AppError `forbidden` */
export async function withinReach(ctx: Context, reach: Reach, endpoint: Endpoint, input: Input): Promise<void> {
  const check = checks[`${endpoint.method} ${endpoint.path}`] ?? (readsRegistry(endpoint) ? anything : undefined)
  if (!check) throw beyondReach(`ask for ${endpoint.method} ${endpoint.path}`)
  await check(ctx, reach, input)
}

interface Found {
  experiment?: { experiment_id: string }
  runs?: { info: { run_id: string } }[]
}

/** What a search finds beyond the reach is left out; another experiment by its name is refused. @throws AppError `forbidden` */
export async function answerWithin(ctx: Context, reach: Reach, { path }: Endpoint, answer: unknown): Promise<unknown> {
  const found = answer as Found
  if (path === 'mlflow/experiments/get-by-name' && found.experiment) requireExperiment(reach, [found.experiment.experiment_id])
  if (path !== 'mlflow/runs/search' || !found.runs) return answer
  const reached = await reachedRuns(ctx, reach, found.runs.map(({ info }) => info.run_id))
  return { ...found, runs: found.runs.filter(({ info }) => reached.has(info.run_id)) }
}
