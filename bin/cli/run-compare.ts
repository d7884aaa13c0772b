import type { TrackedRunDetail } from '@/lib/tracking/views'
import { openApi } from './api'
import { usage, type Command } from './command'
import { print, printJson, printTable } from './output'

export const runCompare: Command = {
  name: 'run compare',
  takes: 'ID ID…',
  about: 'sets runs of any kind beside each other: the parameters that differ, and their metrics; --all shows equal parameters too',
  options: { all: { type: 'boolean' } },
  async run({ words, values, json }) {
    const ids = [...new Set(words.map(trackedId))]
    if (ids.length < 2) throw usage(runCompare, 'Two runs or more are needed')
    const api = await openApi()
    const runs = await Promise.all(ids.map((id) => api.get<TrackedRunDetail>(`/tracked-runs/${encodeURIComponent(id)}`)))
    const compared = compareRuns(runs, values.all === true)
    if (json) printJson(compared)
    else show(compared)
    return 0
  },
}

/** A pipeline's run is tracked under its own id without dashes. */
export const trackedId = (id: string) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.replaceAll('-', '').toLowerCase() : id)

export interface ComparedRow {
  name: string
  /** In the order of the runs; null where a run has none. */
  values: (string | number | null)[]
}

export interface Compared {
  runs: { id: string; name: string; experiment: string; status: string }[]
  params: ComparedRow[]
  metrics: ComparedRow[]
}

/** Parameters that are not the same in all runs (or `all` of them), and the last values of metrics, each by name. */
export function compareRuns(runs: TrackedRunDetail[], all: boolean): Compared {
  const params = rowsOf(runs.map((run) => new Map(run.params.map(({ key, value }) => [key, value]))))
  return {
    runs: runs.map(({ id, name, experimentName, status }) => ({ id, name, experiment: experimentName, status })),
    params: params.filter(({ values }) => all || values.some((value) => value !== values[0])),
    metrics: rowsOf(runs.map((run) => new Map(run.metrics.map(({ key, last }) => [key, last])))),
  }
}

function rowsOf(maps: Map<string, string | number>[]): ComparedRow[] {
  const names = [...new Set(maps.flatMap((map) => [...map.keys()]))].sort((a, b) => a.localeCompare(b))
  return names.map((name) => ({ name, values: maps.map((map) => map.get(name) ?? null) }))
}

function show({ runs, params, metrics }: Compared): void {
  const cell = (value: string | number | null) => (value === null ? '–' : String(value))
  const head = runs.map(({ name, status }) => `${name} (${status.toLowerCase()})`)
  const lines = (rows: ComparedRow[]) => rows.map(({ name, values }) => [name, ...values.map(cell)])
  if (params.length > 0) printTable(['PARAMETER', ...head], lines(params))
  else print('The runs have the same parameters.')
  print('')
  if (metrics.length > 0) printTable(['METRIC', ...head], lines(metrics))
  else print('The runs have no metrics.')
}
