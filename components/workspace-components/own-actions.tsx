'use client'

import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { Archive, ArchiveRestore, SquarePen } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { OwnView } from '@/lib/workspace-components/schema'

/** Edit, and take out of the palette or back. */
export function OwnActions({ component }: { component: OwnView }) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const archive = useMutation({ mutationFn: () => api.patch(`/components/${component.id}`, { archived: !component.archived }), onSuccess: () => router.refresh() })
  const open = useMutation({
    mutationFn: () => api.post<{ pipelineId: string }>(`/components/${component.id}/inside`),
    onSuccess: ({ pipelineId }) => router.push(`/w/${slug}/pipelines/${pipelineId}`),
  })
  const error = archive.error ?? open.error
  if (!useCan('components.write')) return null
  return (
    <>
      {error && <span role="alert" className="text-sm text-failed">{error.message}</span>}
      <Button icon={component.archived ? ArchiveRestore : Archive} busy={archive.isPending} onClick={() => archive.mutate()}>
        {component.archived ? 'Offer it again' : 'Archive'}
      </Button>
      {component.kind === 'python' ? (
        <Button variant="primary" icon={SquarePen} onClick={() => router.push(`/w/${slug}/components/${component.id}/edit`)}>
          Edit
        </Button>
      ) : (
        <Button variant="primary" icon={SquarePen} busy={open.isPending} onClick={() => open.mutate()}>
          Edit the inside
        </Button>
      )}
    </>
  )
}
