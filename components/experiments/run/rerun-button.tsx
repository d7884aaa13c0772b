'use client'

import { useRouter } from 'next/navigation'
import { useMutation } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { showToast } from '@/components/ui/toast'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'

/** Runs the pipeline again as it was then, and opens the new run. */
export function RerunButton({ run }: { run: string }) {
  const api = useApi()
  const router = useRouter()
  const { slug } = useWorkspace()
  const allowed = useCan('runs.submit')
  const rerun = useMutation({
    mutationFn: () => api.post<{ id: string }>(`/runs/${run}/rerun`, {}),
    onSuccess: ({ id }) => router.push(`/w/${slug}/runs/${id}`),
    onError: (error) => showToast({ message: `The run was not repeated: ${error.message}`, tone: 'error' }),
  })
  if (!allowed) return null
  return (
    <Button icon={RotateCcw} busy={rerun.isPending} onClick={() => rerun.mutate()}>
      Rerun
    </Button>
  )
}
