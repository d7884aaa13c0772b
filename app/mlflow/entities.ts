import type { ExperimentRow } from '@/db/queries/tracking/experiments'
import type { DatasetInput } from '@/db/queries/tracking/inputs'
import type { RegisteredModelRow, VersionRow } from '@/db/queries/tracking/registry'
import type { TrackedRunRow } from '@/db/queries/tracking/search-runs'
import type { ModelView } from '@/lib/registry/models'
import type { RunPoint } from '@/lib/tracking/metrics/history'
import type { LoggedModelView } from '@/lib/tracking/models/logged'
import type { RunWithData } from '@/lib/tracking/runs/read'
import { wireDouble, wireInt } from './json'

/** What the database holds, as the MLflow protocol writes it. What is unset is left out. */
const pairs = (tags: Record<string, string>) => Object.entries(tags).map(([key, value]) => ({ key, value }))
const set = (text: string) => (text === '' ? undefined : text)

export function experimentOf(row: ExperimentRow) {
  return {
    experiment_id: String(row.number),
    name: row.name,
    artifact_location: row.artifact_location,
    lifecycle_stage: row.lifecycle,
    creation_time: wireInt(row.created_ms),
    last_update_time: wireInt(row.updated_ms),
    tags: pairs(row.tags),
  }
}

export function runInfoOf(row: TrackedRunRow) {
  return {
    run_id: row.run_id,
    run_uuid: row.run_id,
    run_name: row.name,
    experiment_id: String(row.experiment_number),
    user_id: row.user_name,
    status: row.status,
    start_time: wireInt(row.start_ms),
    end_time: row.end_ms === null ? undefined : wireInt(row.end_ms),
    artifact_uri: row.artifact_uri,
    lifecycle_stage: row.lifecycle,
  }
}

const datasetOf = ({ tags, ...dataset }: DatasetInput) => ({
  tags: pairs(tags),
  dataset: { name: dataset.name, digest: dataset.digest, source_type: dataset.source_type, source: dataset.source, schema: dataset.schema ?? undefined, profile: dataset.profile ?? undefined },
})

export function runOf({ row, params, tags, metrics, datasets, links }: RunWithData) {
  return {
    info: runInfoOf(row),
    data: {
      metrics: metrics.map(({ key, last, at_ms, step }) => ({ key, value: wireDouble(last), timestamp: wireInt(at_ms), step: wireInt(step) })),
      params,
      tags,
    },
    inputs: { dataset_inputs: datasets.map(datasetOf), model_inputs: links.flatMap(({ kind, model_id }) => (kind === 'input' ? [{ model_id }] : [])) },
    outputs: { model_outputs: links.flatMap(({ kind, model_id, step }) => (kind === 'output' ? [{ model_id, step: wireInt(step) }] : [])) },
  }
}

/** `runOf` as JSON, with metrics that are. Nothing before them can read like their place: within a text a quotation mark has a backslash. */
export function runText(run: RunWithData, metrics: string): string {
  return JSON.stringify(runOf(run)).replace('"data":{"metrics":[]', () => `"data":{"metrics":[${metrics}]`)
}

export const pointOf = (key: string, point: { value: number; at_ms: string; step: string }) => ({ key, value: wireDouble(point.value), timestamp: wireInt(point.at_ms), step: wireInt(point.step) })
export const runPointOf = (key: string, point: RunPoint) => ({ ...pointOf(key, point), run_id: point.runId })

export function loggedModelOf({ row, metrics }: LoggedModelView) {
  return {
    info: {
      model_id: row.model_id,
      experiment_id: String(row.experiment_number),
      name: row.name,
      creation_timestamp_ms: wireInt(row.created_ms),
      last_updated_timestamp_ms: wireInt(row.updated_ms),
      artifact_uri: row.artifact_uri,
      status: row.status,
      model_type: set(row.model_type),
      source_run_id: set(row.source_run_id),
      status_message: set(row.status_message),
      tags: pairs(row.tags),
      registrations: row.registrations,
    },
    data: {
      params: pairs(row.params),
      metrics: metrics.map((point) => ({ ...pointOf(point.key, point), run_id: point.run_id, model_id: point.model_id, dataset_name: set(point.dataset_name), dataset_digest: set(point.dataset_digest) })),
    },
  }
}

export function versionOf(row: VersionRow) {
  return {
    name: row.name,
    version: String(row.version),
    creation_timestamp: wireInt(row.created_ms),
    last_updated_timestamp: wireInt(row.updated_ms),
    user_id: set(row.user_name),
    current_stage: row.stage,
    description: row.description,
    source: row.source,
    run_id: row.run_id,
    run_link: row.run_link,
    status: 'READY',
    model_id: set(row.model_id),
    tags: pairs(row.tags),
    aliases: row.aliases,
  }
}

const modelOf = (row: RegisteredModelRow) => ({
  name: row.name,
  creation_timestamp: wireInt(row.created_ms),
  last_updated_timestamp: wireInt(row.updated_ms),
  description: row.description,
  tags: pairs(row.tags),
  aliases: row.aliases,
})

export const registeredModelOf = ({ row, latest }: ModelView) => ({ ...modelOf(row), latest_versions: latest.map(versionOf) })
