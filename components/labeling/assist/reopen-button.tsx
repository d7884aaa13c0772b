'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingKey } from '../labeling-queries'
import { assistPath } from './assist-query'

/** Gives what was accepted without a person back to the queue. */
export function ReopenButton({ project, count }: { project: ProjectView; count: number }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const reopen = useMutation({ mutationFn: () => request.post<{ images: number }>(`${assistPath(project.id)}/reopen`), onSuccess: () => client.invalidateQueries({ queryKey: labelingKey(slug) }) })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button size="sm" icon={Undo2} busy={reopen.isPending} onClick={() => reopen.mutate()}>
        Let people label {count === 1 ? 'the image' : `the ${formatCount(count, 'image')}`} that the model accepted
      </Button>
      {reopen.error && <ErrorNote error={reopen.error} />}
    </div>
  )
}
