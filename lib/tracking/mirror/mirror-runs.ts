import type { Database } from '@/db/client'
import { mirrorCommand } from '@/db/queries/commands'
import { putArtifact } from '@/db/queries/tracking/artifacts'
import { insertExperiment, renameExperiment, setExperimentTag, type ExperimentRow } from '@/db/queries/tracking/experiments'
import { insertInputs, insertModelLinks } from '@/db/queries/tracking/inputs'
import { insertLoggedModel } from '@/db/queries/tracking/logged-models'
import { insertPoints } from '@/db/queries/tracking/insert-points'
import { metricKeyIds } from '@/db/queries/tracking/metrics'
import { experimentOfPipeline, markMirrored, stepsToMirror, unmirroredRuns, upsertMirror, type MirroredRow, type MirroredStep } from '@/db/queries/tracking/mirror'
import { insertParams, upsertTags } from '@/db/queries/tracking/runs'
import type { TrackedStatus } from '@/db/schema'
import { hints, hintTracked } from '@/lib/hints'
import type { RunState } from '@/lib/protocol/states'
import { joinPath, pathOfUri } from '../artifacts/path'
import { datasetsOf, metricsOf, modelIdOf, paramsOf } from './values'

const statuses: Record<RunState, TrackedStatus> = { queued: 'SCHEDULED', running: 'RUNNING', succeeded: 'FINISHED', failed: 'FAILED', cancelled: 'KILLED' }

type Tx = Pick<Database, 'execute'>

/**
 * Keeps a tracked run for each run of a pipeline, in the experiment of its pipeline: what it was given, what came out, its
 * state. For one process at a time, beside the runs: a step does not wait for it. What is told twice is stored once, so that
 * a run that could not be written whole is written again. Returns how many runs it has looked at: none when
 * nothing is left to do.
 */
export async function mirrorRuns(db: Database, limit = 50): Promise<number> {
  const runs = await unmirroredRuns(db, limit, [...refused.values()])
  for (const run of runs) {
    try {
      // A trial of a component belongs to no pipeline.
      if (run.pipeline_id) await mirror(db, run, run.pipeline_id)
      else if (run.options.command) await followCommand(db, run)
      await markMirrored(db, run.id, run.state)
      hintTracked(hints(), { id: run.id.replaceAll('-', ''), workspaceId: run.workspace_id })
    } catch (error) {
      // One that cannot be written must not keep the others back. It is tried again when its state changes, or at the next start.
      refused.set(run.id, { id: run.id, state: run.state })
      console.error(`Run ${run.number} could not be kept among the experiments:`, error)
    }
  }
  return runs.length
}

/** By its id, the state in which a run could not be written. */
const refused = new Map<string, Pick<MirroredRow, 'id' | 'state'>>()

async function mirror(db: Database, run: MirroredRow, pipelineId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const experiment = await experimentFor(tx, run, pipelineId)
    const runId = run.id.replaceAll('-', '')
    const row = await upsertMirror(tx, {
      workspaceId: run.workspace_id,
      runId,
      experiment,
      name: nameOf(run),
      status: statuses[run.state],
      userName: run.created_by_name,
      startMs: Number(run.start_ms),
      endMs: run.end_ms === null ? null : Number(run.end_ms),
      artifactUri: `${experiment.artifact_location}/${runId}/artifacts`,
      pipelineRunId: run.id,
      createdBy: run.created_by,
    })
    // One that has only begun says nothing new: its steps can be a thousand, and agents are about to claim them.
    if (!row.made && run.end_ms === null) return
    const steps = await stepsToMirror(tx, run.id)
    await insertParams(tx, row, paramsOf(run, steps))
    await upsertTags(tx, row, tagsOf(run, steps))
    const datasets = datasetsOf(steps)
    if (datasets.length > 0) await insertInputs(tx, row, datasets)
    await storeMetrics(tx, run.workspace_id, row, steps)
    await storeModels(tx, { run, runId, experiment, row, steps })
  })
}

/** A command's tracked run is made with it; here it gets its state. */
async function followCommand(db: Database, run: MirroredRow): Promise<void> {
  const steps = await stepsToMirror(db, run.id)
  await db.transaction(async (tx) => {
    const row = await mirrorCommand(tx, { pipelineRunId: run.id, status: statuses[run.state], startMs: run.start_ms, endMs: run.end_ms })
    const failed = steps.find(({ state }) => state === 'failed')
    if (row && failed) await upsertTags(tx, row, [{ key: 'atelier.failed', value: failed.message.slice(0, 1000) }])
  })
}

const nameOf = (run: MirroredRow) => (run.name === run.pipeline_name ? `Run ${run.number}` : `${run.name}, run ${run.number}`)

function tagsOf(run: MirroredRow, steps: MirroredStep[]): { key: string; value: string }[] {
  const failed = steps.find(({ state }) => state === 'failed')
  return [
    { key: 'mlflow.runName', value: nameOf(run) },
    { key: 'mlflow.user', value: run.created_by_name },
    { key: 'mlflow.source.type', value: 'PIPELINE' },
    { key: 'mlflow.source.name', value: run.pipeline_name ?? run.name },
    { key: 'atelier.run', value: String(run.number) },
    { key: 'atelier.failed', value: failed ? `${failed.name}: ${failed.message}`.slice(0, 1000) : '' },
  ].filter(({ key, value }) => value !== '' || key === 'mlflow.user')
}

/** Made with the pipeline's first run; it takes the pipeline's new name where nobody has renamed it and the name is free. */
async function experimentFor(tx: Tx, run: MirroredRow, pipelineId: string): Promise<ExperimentRow> {
  const name = run.pipeline_name ?? run.name
  const found = await experimentOfPipeline(tx, run.workspace_id, pipelineId)
  if (found) {
    if (found.tags['atelier.pipelineName'] === name) return found
    if (found.name === found.tags['atelier.pipelineName']) await renameExperiment(tx, found.id, name)
    await setExperimentTag(tx, found.id, 'atelier.pipelineName', name)
    return found
  }
  const tags = { 'atelier.pipeline': pipelineId, 'atelier.pipelineName': name }
  for (const free of [name, `${name} (pipeline)`, `${name} (pipeline ${pipelineId.slice(0, 8)})`]) {
    const made = await insertExperiment(tx, { workspaceId: run.workspace_id, name: free, artifactLocation: null, tags })
    if (made) return made
  }
  throw new Error(`The experiment of pipeline ${pipelineId} could not be made: each of its names is taken`)
}

async function storeMetrics(tx: Tx, workspaceId: string, row: { id: number; experiment_id: number }, steps: MirroredStep[]): Promise<void> {
  const metrics = metricsOf(steps.filter(({ state }) => state === 'succeeded'))
  if (metrics.length === 0) return
  const names = [...new Set(metrics.map(({ name }) => name))]
  const keys = await metricKeyIds(tx, workspaceId, names)
  // A client may have made a name at the same moment.
  if (keys.size < names.length) for (const [name, key] of await metricKeyIds(tx, workspaceId, names)) keys.set(name, key)
  await insertPoints(tx, row, metrics.map(({ name, value, atMs }) => ({ key: keys.get(name)!, step: '0', atMs, value })))
}

interface Trained {
  run: MirroredRow
  runId: string
  experiment: ExperimentRow
  row: { id: number }
  steps: MirroredStep[]
}

/** Models that its steps have trained; one that was reused is linked to where it was trained. */
async function storeModels(tx: Tx, { run, runId, experiment, row, steps }: Trained): Promise<void> {
  const models = steps.flatMap((step) => step.models.map((model) => ({ step, ...model, modelId: modelIdOf(step.source, model.port) })))
  for (const { step, port, digest, size, modelId } of models) {
    if (step.source !== step.id) continue
    const uri = `${experiment.artifact_location}/models/${modelId}/artifacts`
    const folder = pathOfUri(uri)
    if (folder === null) continue
    await insertLoggedModel(tx, {
      workspaceId: run.workspace_id,
      modelId,
      experimentId: experiment.id,
      name: step.name.replaceAll(/[/:.%"']/g, ' ').trim() || step.node,
      modelType: String(step.params.algorithm ?? step.component.replace(/@.*$/, '')),
      sourceRunId: runId,
      artifactUri: uri,
      params: Object.fromEntries(paramsOf({ parameters: [], options: {} }, [{ ...step, name: '', node: '' }]).map(({ key, value }) => [key.replace(/^[^/]*\//, ''), value])),
      tags: { 'atelier.step': step.node, 'atelier.port': port, 'atelier.pipelineRun': run.id },
    }, { ready: true })
    await putArtifact(tx, run.workspace_id, { path: joinPath(folder, 'model.joblib'), digest, size })
  }
  if (models.length > 0) await insertModelLinks(tx, row.id, 'output', models.map(({ modelId }) => ({ modelId, step: '0' })))
}
