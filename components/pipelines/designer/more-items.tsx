'use client'

import { useRouter } from 'next/navigation'
import { Copy, Download, History, SlidersHorizontal, Trash2 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { LateMenuProps } from '@/components/ui/late-menu'
import { usePipelineActions } from '../list/queries'
import { useDesigner } from './designer-context'

/** What is done with the pipeline as a whole. */
export function MoreItems({ trigger }: LateMenuProps) {
  const { workspace, pipelineId, canEdit, sync, hint, about, panel } = useDesigner()
  const api = useApi()
  const router = useRouter()
  const { remove } = usePipelineActions()
  const attempt = async (work: () => Promise<void>) => {
    try {
      await sync.flush()
      await work()
    } catch (error) {
      hint.set(error instanceof Error ? error.message : 'That did not work.')
    }
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={History} onSelect={() => panel.set({ kind: 'versions' })}>
          Versions…
        </DropdownMenuItem>
        <DropdownMenuItem icon={Download} onSelect={() => void attempt(async () => window.location.assign(api.url(`/pipelines/${pipelineId}/export`)))}>
          Export as JSON
        </DropdownMenuItem>
        {canEdit && (
          <>
            <DropdownMenuItem icon={SlidersHorizontal} onSelect={() => void attempt(async () => router.push(`/w/${workspace}/sweeps/new?pipeline=${pipelineId}`))}>
              Sweep parameters…
            </DropdownMenuItem>
            <DropdownMenuItem
              icon={Copy}
              onSelect={() =>
                void attempt(async () => {
                  const copy = await api.post<{ id: string }>(`/pipelines/${pipelineId}/duplicate`)
                  router.push(`/w/${workspace}/pipelines/${copy.id}`)
                })
              }
            >
              Duplicate the pipeline
            </DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem
              icon={Trash2}
              danger
              onSelect={() =>
                void attempt(async () => {
                  await remove.mutateAsync([{ id: pipelineId, name: about.get().name }])
                  router.push(`/w/${workspace}/pipelines`)
                })
              }
            >
              Delete
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
