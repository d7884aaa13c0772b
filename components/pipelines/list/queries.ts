import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { showToast } from '@/components/ui/toast'
import { useApi, type Api } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { CreatePipelineInput, PipelineSummary, PipelineView } from '@/lib/pipelines/schema'

/** Below the runs' lists, so that a run that starts or ends anywhere brings the last run's state up to date. */
export const pipelineKeys = {
  lists: (workspace: string) => ['runs', workspace, 'list', 'pipelines'] as const,
  list: (workspace: string, search: string, deleted: boolean) => ['runs', workspace, 'list', 'pipelines', { search, deleted }] as const,
}

export function usePipelines(search: string, deleted: boolean, initial?: PipelineSummary[]) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({
    queryKey: pipelineKeys.list(slug, search, deleted),
    queryFn: async () => (await api.get<{ pipelines: PipelineSummary[] }>(`/pipelines?search=${encodeURIComponent(search)}&deleted=${deleted}&limit=500`)).pipelines,
    initialData: search === '' && !deleted ? initial : undefined,
    placeholderData: (before) => before,
  })
}

/** Delete, restore and duplicate; the lists follow. Deleting offers to take it back. */
export function usePipelineActions() {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: pipelineKeys.lists(slug) })
  const failed = (error: Error) => showToast({ message: error.message, tone: 'error' })
  const restore = useMutation({
    mutationFn: async (ids: string[]) => Promise.all(ids.map((id) => api.patch(`/pipelines/${id}`, { deleted: false }))),
    onSuccess: refresh,
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: async (pipelines: Pick<PipelineSummary, 'id' | 'name'>[]) => Promise.all(pipelines.map(({ id }) => api.delete(`/pipelines/${id}`))),
    onMutate: (pipelines) => {
      const gone = new Set(pipelines.map(({ id }) => id))
      client.setQueriesData<PipelineSummary[]>({ queryKey: pipelineKeys.lists(slug) }, (list) => list?.filter(({ id }) => !gone.has(id)))
    },
    onSuccess: (_, pipelines) => {
      const what = pipelines.length === 1 ? `“${pipelines[0]!.name}” is` : `${pipelines.length} pipelines are`
      showToast({ message: `${what} in the trash`, action: { label: 'Undo', onClick: () => restore.mutate(pipelines.map(({ id }) => id)) } })
    },
    onError: failed,
    onSettled: refresh,
  })
  const duplicate = useMutation({ mutationFn: (id: string) => api.post<PipelineView>(`/pipelines/${id}/duplicate`), onSuccess: refresh, onError: failed })
  return { remove, restore, duplicate }
}

/** Makes a pipeline; `datasets` are tables of the gallery that it imports and that are brought in where they are missing. */
export async function createFrom(api: Api, input: CreatePipelineInput, datasets: string[] = []): Promise<PipelineView> {
  if (datasets.length > 0) {
    const { assets } = await api.get<{ assets: { name: string }[] }>('/data')
    const missing = datasets.filter((name) => !assets.some((asset) => asset.name === name))
    await Promise.all(missing.map((name) => api.post('/data', { gallery: name, name })))
  }
  return api.post<PipelineView>('/pipelines', input)
}
