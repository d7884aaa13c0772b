import type { Api } from '@/components/ui/api-client'
import type { LogLine, RunSummary, RunView } from '@/lib/runs/schema'

/** Lists lie under `runs`, which the shell refreshes at every change in the workspace; a single run listens for itself. */
export const runKeys = {
  lists: (workspace: string) => ['runs', workspace, 'list'] as const,
  list: (workspace: string, filters: { state: string; pipeline: string }) => ['runs', workspace, 'list', filters] as const,
  run: (workspace: string, id: string) => ['run', workspace, id] as const,
  detail: (workspace: string, id: string) => ['run', workspace, id, 'detail'] as const,
  log: (workspace: string, id: string, node: string) => ['run', workspace, id, 'log', node] as const,
  previous: (workspace: string, id: string) => ['previous-run', workspace, id] as const,
  output: (workspace: string, digest: string) => ['output', workspace, digest] as const,
}

export interface RunPage {
  runs: RunSummary[]
  next: string | null
}

export interface RunFilters {
  state?: string
  pipeline?: string
  /** Days of UTC, both with them. */
  from?: string
  to?: string
  person?: string
  cursor?: string
  before?: number
  limit?: number
}

export function fetchRuns(api: Api, filters: RunFilters): Promise<RunPage> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value !== undefined && value !== '') query.set(name, String(value))
  return api.get(`/runs?${query}`)
}

export function fetchRun(api: Api, id: string): Promise<RunView> {
  return api.get(`/runs/${id}`)
}

/** The latest run of the same pipeline before this one that measured something; null where there is none. */
export async function fetchPrevious(api: Api, run: RunSummary): Promise<RunSummary | null> {
  if (!run.pipelineId) return null
  const { runs } = await fetchRuns(api, { pipeline: run.pipelineId, state: 'succeeded', before: run.number, limit: 20 })
  return runs.find((candidate) => candidate.number < run.number && Object.keys(candidate.metrics).length > 0) ?? null
}

export interface LogPage {
  lines: LogLine[]
  next: string | null
}

const LINES = 5_000

/** The log so far, continued from `known`: only what is new travels. */
export async function fetchLog(api: Pick<Api, 'get'>, id: string, node: string, known: LogPage | undefined): Promise<LogPage> {
  const lines = known ? [...known.lines] : []
  let next = known?.next ?? null
  for (;;) {
    const query = new URLSearchParams({ limit: String(LINES) })
    if (node) query.set('node', node)
    if (next) query.set('after', next)
    const page = await api.get<LogPage>(`/runs/${id}/logs?${query}`)
    for (const line of page.lines) lines.push(line)
    next = page.next ?? next
    // A page that is not full ends it here, or a step that writes without pause would never let it be shown.
    if (page.lines.length < LINES) return { lines, next }
  }
}
