import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AgentHistory, AgentLog, AgentMetrics } from '@/lib/compute/agent-record'
import type { AgentView, ComputeView } from '@/lib/compute/schema'

const keys = {
  all: (slug: string) => ['compute', slug] as const,
  agent: (slug: string, id: string, part = '') => ['compute', slug, 'agent', id, part] as const,
}

export function useCompute(initial: ComputeView) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.all(slug), queryFn: ({ signal }) => api.get<ComputeView>('/compute', { signal }), initialData: initial, refetchInterval: 2_000 })
}

export function useAgent(initial: AgentView) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.agent(slug, initial.id), queryFn: ({ signal }) => api.get<AgentView>(`/agents/${initial.id}`, { signal }), initialData: initial, refetchInterval: 2_000 })
}

/** A part of an agent's record, asked again every `everyMs`. */
function useRecord<T>(id: string, part: string, everyMs: number) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.agent(slug, id, part), queryFn: ({ signal }) => api.get<T>(`/agents/${id}/${part}`, { signal }), refetchInterval: everyMs, placeholderData: (before) => before })
}

export const useAgentMetrics = (id: string, minutes: number) => useRecord<AgentMetrics>(id, `metrics?minutes=${minutes}`, 15_000)
export const useAgentHistory = (id: string) => useRecord<AgentHistory>(id, 'history', 3_000)
export const useAgentLog = (id: string) => useRecord<AgentLog>(id, 'log', 5_000)

/** After a change every list and page of agents is asked again. */
export function useRefreshAgents(): () => Promise<void> {
  const client = useQueryClient()
  const { slug } = useWorkspace()
  return () => client.invalidateQueries({ queryKey: keys.all(slug) })
}
