import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import type { PipelineVersion, PipelineVersionWithGraph } from '@/lib/pipelines/schema'
import { useDesigner } from '../designer-context'

const keys = {
  list: (workspace: string, id: string) => ['pipeline-versions', workspace, id] as const,
  one: (workspace: string, id: string, version: number) => ['pipeline-versions', workspace, id, version] as const,
}

export function useVersions() {
  const { workspace, pipelineId } = useDesigner()
  const api = useApi()
  return useQuery({
    queryKey: keys.list(workspace, pipelineId),
    queryFn: async () => (await api.get<{ versions: PipelineVersion[] }>(`/pipelines/${pipelineId}/versions`)).versions,
  })
}

/** One version with its graph, which never changes; none while `version` is null. */
export function useVersion(version: number | null) {
  const { workspace, pipelineId } = useDesigner()
  const api = useApi()
  return useQuery({
    queryKey: keys.one(workspace, pipelineId, version ?? 0),
    queryFn: () => api.get<PipelineVersionWithGraph>(`/pipelines/${pipelineId}/versions/${version}`),
    enabled: version !== null,
    staleTime: Infinity,
  })
}

/** Saves what is pending, then publishes, so that the version is what stands on the canvas. */
export function usePublish() {
  const { workspace, pipelineId, sync } = useDesigner()
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (note: string) => {
      if (!(await sync.flush())) throw new Error('Your last edits are not saved yet, so the version would not be what you see. Publish again once they are.')
      return api.post<PipelineVersionWithGraph>(`/pipelines/${pipelineId}/versions`, { note })
    },
    onSuccess: (made) => {
      client.setQueryData(keys.one(workspace, pipelineId, made.version), made)
      return client.invalidateQueries({ queryKey: keys.list(workspace, pipelineId), exact: true })
    },
  })
}
