'use client'

import Link from 'next/link'
import { useMutation } from '@tanstack/react-query'
import { Square } from 'lucide-react'
import { isFinal } from '@/components/runs/status'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Status } from '@/components/ui/status'
import { Tooltip } from '@/components/ui/tooltip'
import { useCan } from '@/components/ui/workspace-context'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** The latest run in one word, which leads to it; while it runs, the button that stops it. */
export function RunState() {
  const { run, workspace, hint } = useDesigner()
  const view = useStore(run, (state) => state.view)
  const api = useApi()
  const mayCancel = useCan('runs.cancel')
  const cancel = useMutation({ mutationFn: (id: string) => api.post(`/runs/${id}/cancel`), onError: (error) => hint.set(error.message) })
  if (!view) return null
  return (
    <span className="flex items-center gap-1">
      <Tooltip content={`Open run ${view.number}`}>
        <Link href={`/w/${workspace}/runs/${view.id}`} aria-label={`Run ${view.number}: ${view.state}`} className="rounded-sm">
          <Status status={view.state} />
        </Link>
      </Tooltip>
      {!isFinal(view) && mayCancel && (
        <Tooltip content="Cancel the run">
          <Button variant="ghost" size="sm" icon={Square} aria-label="Cancel the run" busy={cancel.isPending || view.cancelRequested} onClick={() => cancel.mutate(view.id)} />
        </Tooltip>
      )}
    </span>
  )
}
