import type { Api } from '@/components/ui/api-client'
import type { SweepSummary, SweepView } from '@/lib/sweeps/read'

export const sweepKeys = {
  /** Below `runs`, so that the shell refreshes it at every change in the workspace. */
  list: (workspace: string, pipeline: string) => ['runs', workspace, 'list', 'sweeps', pipeline] as const,
  sweep: (workspace: string, id: string) => ['sweep', workspace, id] as const,
}

export function fetchSweeps(api: Api, pipeline: string, cursor: string | null): Promise<{ sweeps: SweepSummary[]; next: string | null }> {
  return api.get(`/sweeps?${new URLSearchParams({ ...(pipeline && { pipeline }), ...(cursor && { cursor }) })}`)
}

export const fetchSweep = (api: Api, id: string): Promise<SweepView> => api.get(`/sweeps/${id}`)
