'use client'

import { Copy, Download, Ellipsis, RotateCcw, Trash2 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useCan } from '@/components/ui/workspace-context'
import type { PipelineSummary } from '@/lib/pipelines/schema'
import { usePipelineActions } from './queries'

export function RowMenu({ pipeline }: { pipeline: PipelineSummary }) {
  const api = useApi()
  const canEdit = useCan('pipelines.write')
  const canDelete = useCan('pipelines.delete')
  const { remove, restore, duplicate } = usePipelineActions()
  if (pipeline.deletedAt) {
    return canEdit ? <Button size="sm" variant="ghost" icon={RotateCcw} aria-label={`Restore ${pipeline.name}`} onClick={() => restore.mutate([pipeline.id])} /> : null
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" variant="ghost" icon={Ellipsis} aria-label={`More about ${pipeline.name}`} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon={Download} onSelect={() => window.location.assign(api.url(`/pipelines/${pipeline.id}/export`))}>
          Export as JSON
        </DropdownMenuItem>
        {canEdit && (
          <DropdownMenuItem icon={Copy} onSelect={() => duplicate.mutate(pipeline.id)}>
            Duplicate
          </DropdownMenuItem>
        )}
        {canDelete && (
          <DropdownMenuItem icon={Trash2} danger onSelect={() => remove.mutate([pipeline])}>
            Delete
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
