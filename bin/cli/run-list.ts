import type { RunSummary } from '@/lib/runs/schema'
import type { RunTablePage, RunTableRow } from '@/lib/tracking/views'
import { openApi, type Api } from './api'
import { list, text, usage, type Command, type Values } from './command'
import { elapsed, moment, print, printJson, printTable } from './output'

export const runList: Command = {
  name: 'run list',
  about: "lists runs of pipelines, newest first; with --experiment an experiment's runs of every kind, filtered as MLflow does: --filter \"metrics.loss < 0.1\" --order \"metrics.loss ASC\" --column metrics.loss",
  options: { state: { type: 'string' }, pipeline: { type: 'string' }, experiment: { type: 'string' }, filter: { type: 'string' }, order: { type: 'string' }, column: { type: 'string', multiple: true }, limit: { type: 'string' } },
  async run({ values, json }) {
    const limit = Number(text(values, 'limit') ?? 50)
    if (!Number.isInteger(limit) || limit < 1) throw usage(runList, '--limit wants a whole number from 1')
    const experiment = text(values, 'experiment')
    const apart = (experiment === undefined ? ['filter', 'order', 'column'] : ['state', 'pipeline']).find((name) => values[name] !== undefined)
    if (apart !== undefined) throw usage(runList, experiment === undefined ? `--${apart} wants --experiment` : `--${apart} is of pipelines’ runs and does not go with --experiment`)
    const api = await openApi()
    if (experiment === undefined) showRuns(await pipelineRuns(api, values, limit), json)
    else showTracked(await trackedRuns(api, experiment, values, limit), list(values, 'column'), json)
    return 0
  },
}

async function pipelineRuns(api: Api, values: Values, limit: number): Promise<RunSummary[]> {
  const runs: RunSummary[] = []
  for (let cursor: string | null = ''; cursor !== null && runs.length < limit; ) {
    const query = new URLSearchParams({ state: text(values, 'state') ?? '', pipeline: text(values, 'pipeline') ?? '', cursor })
    const page: { runs: RunSummary[]; next: string | null } = await api.get(`/runs?${query}`)
    runs.push(...page.runs)
    cursor = page.next
  }
  return runs.slice(0, limit)
}

async function trackedRuns(api: Api, experiment: string, values: Values, limit: number): Promise<RunTableRow[]> {
  const runs: RunTableRow[] = []
  for (let cursor: string | null = ''; cursor !== null && runs.length < limit; ) {
    const query = new URLSearchParams({ count: 'false', ...(cursor && { cursor }) })
    for (const name of ['filter', 'order']) if (text(values, name) !== undefined) query.set(name, text(values, name)!)
    for (const column of list(values, 'column')) query.append('column', column)
    const page: RunTablePage = await api.get(`/experiments/${encodeURIComponent(experiment)}/runs?${query}`)
    runs.push(...page.runs)
    cursor = page.next
  }
  return runs.slice(0, limit)
}

function showRuns(runs: RunSummary[], json: boolean): void {
  if (json) printJson({ runs })
  else if (runs.length === 0) print('There is no such run.')
  else printTable(['ID', 'NO.', 'NAME', 'STATE', 'TIME', 'BY', 'STARTED'], runs.map((run) => [run.id, String(run.number), run.name, run.state, elapsed(run.startedAt, run.endedAt), run.createdBy, moment(run.startedAt)]))
}

function showTracked(runs: RunTableRow[], columns: string[], json: boolean): void {
  if (json) printJson({ runs })
  else if (runs.length === 0) print('There is no such run.')
  else {
    printTable(
      ['ID', 'NAME', 'STATE', ...columns, 'BY', 'STARTED'],
      runs.map((run) => [run.id, run.name, run.status.toLowerCase(), ...columns.map((column) => String(run.values[column] ?? '')), run.user, moment(new Date(run.startMs).toISOString())]),
    )
  }
}
