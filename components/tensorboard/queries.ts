import type { Api } from '@/components/ui/api-client'
import type { MediaKind, RunEvents, Summary } from '@/lib/tensorboard/schema'

export const eventKeys = {
  run: (workspace: string, run: string) => ['run-events', workspace, run] as const,
  summaries: (workspace: string, run: string, kind: MediaKind, name: string) => ['run-events', workspace, run, kind, name] as const,
}

export const fetchRunEvents = (api: Api, run: string): Promise<RunEvents> => api.get(`/tracked-runs/${run}/events`)

export async function fetchSummaries(api: Api, run: string, kind: MediaKind, name: string): Promise<Summary[]> {
  return (await api.get<{ summaries: Summary[] }>(`/tracked-runs/${run}/events/summaries?${new URLSearchParams({ kind, name })}`)).summaries
}

/** Where an image can be fetched with the session of this browser. */
export const imageUrl = (workspace: string, run: string, digest: string) => `/api/v1/tracked-runs/${run}/events/image?${new URLSearchParams({ workspace, digest })}`
