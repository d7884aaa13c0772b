'use client'

import { useRouter } from 'next/navigation'
import { ArrowUp, SquarePen } from 'lucide-react'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { latest, refOf } from '@/lib/catalog'
import type { Component } from '@/lib/catalog/types'
import type { GraphNode } from '@/lib/graph/schema'
import { isOwn } from '@/lib/workspace-components/build'
import { replaceStep } from '../pipelines/actions/replace-step'
import { useDesigner } from '../pipelines/designer/designer-context'

/** What can be done with a step of a workspace's own component: update it, and look inside. */
export function OwnStep({ step, component }: { step: GraphNode; component: Component }) {
  const { draft, canEdit, hint, sync, workspace } = useDesigner()
  const api = useApi()
  const router = useRouter()
  const open = useMutation({
    mutationFn: async () => {
      await sync.flush()
      return api.post<{ pipelineId: string }>(`/components/${component.id}/inside`)
    },
    onSuccess: ({ pipelineId }) => router.push(`/w/${workspace}/pipelines/${pipelineId}`),
    onError: (error) => hint.set(error.message),
  })
  if (!isOwn(component)) return null
  const newest = latest(component.id)
  const newer = newest && newest.version > component.version ? newest : undefined
  const update = () => {
    if (!newer) return
    const plan = replaceStep(draft, step.id, refOf(newer))
    if (plan && plan.lost.length > 0) hint.set(`Version ${newer.version} has no port for ${formatCount(plan.lost.length, 'connection')}; undo brings all back.`)
  }
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-2">
      <p className="text-sm text-muted">
        Version {component.version} of the workspace’s own component.
        {newer && <span className="text-warning"> Version {newer.version} is there.</span>}
      </p>
      {canEdit && (
        <div className="flex flex-wrap gap-2">
          {newer && (
            <Button size="sm" variant="primary" icon={ArrowUp} onClick={update}>
              Update to version {newer.version}
            </Button>
          )}
          {component.declaration.kind === 'sub-pipeline' ? (
            <Button size="sm" icon={SquarePen} busy={open.isPending} onClick={() => open.mutate()}>
              Edit the inside
            </Button>
          ) : (
            <Button size="sm" icon={SquarePen} onClick={() => router.push(`/w/${workspace}/components/${component.id}/edit`)}>
              Edit the Python
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
