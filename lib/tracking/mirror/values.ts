import { createHash } from 'node:crypto'
import type { DatasetInput } from '@/db/queries/tracking/inputs'
import type { MirroredRow, MirroredStep } from '@/db/queries/tracking/mirror'
import { valuesOf } from '@/lib/graph/parameters'
import { limits } from '../limits'

/** Settings of more steps than these are left out: nobody compares so many. */
const mostParams = 2000
const longestValue = 500

type Pair = { key: string; value: string }
type Named = Pick<MirroredStep, 'node' | 'name'>

/** What a step's settings and numbers are filed under: its name, with its id where several steps have the name. */
export function stepNames(steps: readonly Named[]): Map<string, string> {
  const counts = new Map<string, number>()
  for (const { name } of steps) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(steps.map(({ node, name }) => [node, name && counts.get(name) === 1 ? name : `${name} (${node})`.trim()]))
}

/** The pipeline's parameters by their names, and each step's settings as "Step/setting". */
export function paramsOf(run: Pick<MirroredRow, 'parameters' | 'options'>, steps: readonly Pick<MirroredStep, 'node' | 'name' | 'params'>[]): Pair[] {
  const names = stepNames(steps)
  const own = Object.entries(valuesOf({ parameters: run.parameters ?? [] }, run.options.parameters)).map(([key, value]) => pair(key, value))
  const settings = steps.flatMap(({ node, params }) => Object.entries(params).map(([key, value]) => pair(`${names.get(node)}/${key}`, value)))
  const kept = [...own, ...settings].filter((found): found is Pair => found !== null)
  return [...new Map(kept.map((found) => [found.key, found])).values()].slice(0, mostParams)
}

/** Null where nothing was set. */
function pair(key: string, value: unknown): Pair | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  const words = isAsset(value) ? `${value.name}:${value.version}` : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return { key: key.slice(0, limits.key), value: words.length > longestValue ? `${words.slice(0, longestValue - 1)}…` : words }
}

interface PinnedAsset {
  name: string
  version: number
  digest: string
}

function isAsset(value: unknown): value is PinnedAsset {
  return typeof value === 'object' && value !== null && 'name' in value && 'version' in value && 'digest' in value && typeof value.name === 'string' && typeof value.digest === 'string'
}

export interface MirroredMetric {
  name: string
  value: number
  /** Milliseconds, as text. */
  atMs: string
}

/** Metrics by their names; where several steps report the same one, as "Step/metric". */
export function metricsOf(steps: readonly Pick<MirroredStep, 'node' | 'name' | 'metrics' | 'end_ms'>[]): MirroredMetric[] {
  const names = stepNames(steps)
  const reporting = new Map<string, number>()
  for (const { metrics } of steps) for (const name of Object.keys(metrics)) reporting.set(name, (reporting.get(name) ?? 0) + 1)
  return steps.flatMap(({ node, metrics, end_ms }) =>
    Object.entries(metrics).map(([name, value]) => ({ name: (reporting.get(name)! > 1 ? `${names.get(node)}/${name}` : name).slice(0, limits.key), value, atMs: end_ms ?? '0' })),
  )
}

/** The data asset versions that steps have read, each once. */
export function datasetsOf(steps: readonly Pick<MirroredStep, 'params'>[]): DatasetInput[] {
  const assets = steps.flatMap(({ params }) => (isAsset(params.asset) ? [params.asset] : []))
  return [...new Map(assets.map((asset) => [`${asset.name} ${asset.version}`, asset])).values()].map(({ name, version, digest }) => ({
    name: name.slice(0, limits.datasetName),
    digest: digest.slice(0, limits.datasetDigest),
    source_type: 'data asset',
    source: JSON.stringify({ name, version }),
    schema: null,
    profile: null,
    tags: { 'atelier.version': String(version) },
  }))
}

/** The same for the same output of the same step, however often it is told. */
export function modelIdOf(stepId: string, port: string): string {
  return `m-${createHash('md5').update(`${stepId} ${port}`).digest('hex')}`
}
