import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import type { AddCommentInput, ChangeCommentInput, Comment } from '@/lib/comments/schema'
import { useDesigner } from '../designer-context'

export const commentKey = (workspace: string, pipelineId: string) => ['pipeline-comments', workspace, pipelineId] as const

/** All comments on the pipeline's steps, oldest first. */
export function useComments() {
  const { workspace, pipelineId } = useDesigner()
  const api = useApi()
  return useQuery({
    queryKey: commentKey(workspace, pipelineId),
    queryFn: async () => (await api.get<{ comments: Comment[] }>(`/pipelines/${pipelineId}/comments`)).comments,
  })
}

/** Writing comments; each answer comes with the list read anew. */
export function useCommentActions() {
  const { workspace, pipelineId, sync } = useDesigner()
  const api = useApi()
  const client = useQueryClient()
  const path = `/pipelines/${pipelineId}/comments`
  const onSuccess = () => client.invalidateQueries({ queryKey: commentKey(workspace, pipelineId) })
  return {
    add: useMutation({
      mutationFn: async (input: AddCommentInput) => {
        // The step may have been added a moment ago.
        await sync.flush()
        return api.post<Comment>(path, input)
      },
      onSuccess,
    }),
    change: useMutation({ mutationFn: ({ id, ...input }: ChangeCommentInput & { id: string }) => api.patch<Comment>(`${path}/${id}`, input), onSuccess }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(`${path}/${id}`), onSuccess }),
  }
}

export interface Thread {
  root: Comment
  answers: Comment[]
}

/** The threads of one step, oldest first. */
export function threadsOf(comments: readonly Comment[], node: string): Thread[] {
  const own = comments.filter((comment) => comment.node === node)
  return own.filter((comment) => comment.parent === null).map((root) => ({ root, answers: own.filter((comment) => comment.parent === root.id) }))
}

/** How many comments of open threads each step has. */
export function openCounts(comments: readonly Comment[]): Map<string, number> {
  const open = new Set(comments.filter((comment) => comment.parent === null && comment.resolvedAt === null).map((comment) => comment.id))
  const counts = new Map<string, number>()
  for (const { id, parent, node } of comments) if (open.has(parent ?? id)) counts.set(node, (counts.get(node) ?? 0) + 1)
  return counts
}
