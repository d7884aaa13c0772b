import { useMutation, useQueryClient } from '@tanstack/react-query'
import { runKeys } from '@/components/runs/queries'
import { useApi } from '@/components/ui/api-client'
import type { RunView, SubmitInput } from '@/lib/runs/schema'
import { useDesigner } from '../designer-context'

/** Saves what is pending, then submits. The run is what stands on the canvas at this moment. */
export function useSubmitRun() {
  const { sync, pipelineId, workspace, canRun } = useDesigner()
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: SubmitInput) => {
      if (!canRun) throw new Error('Your role may not run pipelines.')
      if (!(await sync.flush())) throw new Error('Your last edits are not saved yet, so the run would not be what you see. Run again once they are.')
      return api.post<RunView>(`/pipelines/${pipelineId}/runs`, input)
    },
    onSuccess: (view) => {
      client.setQueryData(runKeys.detail(workspace, view.id), view)
      client.setQueryData([...runKeys.lists(workspace), 'latest', pipelineId], view.id)
    },
  })
}
