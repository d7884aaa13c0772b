import { ApiError, type Api } from '@/components/ui/api-client'
import type { CommandView } from '@/lib/commands/schema'
import type { StartedCommand } from '@/lib/commands/start'
import type { RerunCommandInput, RunCommandInput } from '@/lib/commands/input'

export const commandKeys = {
  view: (workspace: string, run: string) => ['command', workspace, run] as const,
  code: (workspace: string, run: string, path: string) => ['command', workspace, run, 'code', path] as const,
}

export const fetchCommand = (api: Api, run: string): Promise<CommandView> => api.get(`/tracked-runs/${run}/command`)

/** A file of a run's snapshot as text; null where it is none or very long. @throws ApiError */
export async function fetchCode(api: Api, run: string, path: string): Promise<string | null> {
  const answer = await fetch(api.url(`/tracked-runs/${run}/code?${new URLSearchParams({ path })}`)).catch(() => null)
  if (!answer?.ok) throw new ApiError('unavailable', 'The studio did not give the file. Try again.', answer?.status ?? 0)
  if (Number(answer.headers.get('content-length') ?? 0) > 1_000_000) return null
  const text = await answer.text()
  return text.includes('\0') ? null : text
}

/** Starts a command; chosen files go along under their paths. */
export function startCommand(api: Api, input: RunCommandInput, files: readonly File[]): Promise<StartedCommand> {
  return api.post('/commands', withCode(input, files))
}

/** What is asked for, with chosen files beside it where there are some. */
export function withCode(input: unknown, files: readonly File[]): unknown {
  if (files.length === 0) return input
  const form = new FormData()
  form.append('request', JSON.stringify(input))
  for (const file of files) form.append('file', file, file.webkitRelativePath || file.name)
  return form
}

export const rerunCommand = (api: Api, run: string, input: RerunCommandInput): Promise<StartedCommand> => api.post(`/tracked-runs/${run}/rerun`, input)
