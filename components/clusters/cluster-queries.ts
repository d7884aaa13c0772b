import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TargetList, TargetNodes, TargetResources, TargetSamples, TargetView } from '@/lib/clusters/schema'
import type { ComputeView } from '@/lib/compute/schema'

export type ComputeAnswer = ComputeView & TargetList

const keys = {
  /** The same answer as the list of agents: one request serves both. */
  all: (slug: string) => ['compute', slug] as const,
  target: (slug: string, name: string, part = '') => ['compute', slug, 'target', name, part] as const,
}

/** Of one target: itself, or a part of it. */
const path = (name: string, part = '') => `/compute/${encodeURIComponent(name)}${part}`

export function useTargets(initial: ComputeAnswer) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.all(slug), queryFn: ({ signal }) => api.get<ComputeAnswer>('/compute', { signal }), initialData: initial, refetchInterval: 2_000, select: (answer) => answer.targets })
}

export function useTarget(initial: TargetView) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.target(slug, initial.name), queryFn: ({ signal }) => api.get<TargetView>(path(initial.name), { signal }), initialData: initial, refetchInterval: 2_000, retry: false })
}

export function useNodes(name: string) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.target(slug, name, 'nodes'), queryFn: ({ signal }) => api.get<TargetNodes>(path(name, '/nodes'), { signal }), refetchInterval: 2_000 })
}

export function useTargetSamples(name: string, minutes: number) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.target(slug, name, `samples ${minutes}`), queryFn: ({ signal }) => api.get<TargetSamples>(path(name, `/samples?minutes=${minutes}`), { signal }), refetchInterval: 5_000, placeholderData: (before) => before })
}

export function useTargetResources(name: string) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({ queryKey: keys.target(slug, name, 'resources'), queryFn: ({ signal }) => api.get<TargetResources>(path(name, '/resources'), { signal }), refetchInterval: 5_000 })
}

/** After a change every list and page of compute is asked again. */
export function useRefreshTargets(): () => Promise<void> {
  const client = useQueryClient()
  const { slug } = useWorkspace()
  return () => client.invalidateQueries({ queryKey: keys.all(slug) })
}

export const targetPath = path
