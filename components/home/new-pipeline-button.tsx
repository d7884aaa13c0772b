'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { Plus } from 'lucide-react'
import { showToast } from '@/components/ui/toast'
import { useKeys } from '@/components/shell/keys'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/components/ui/workspace-context'

/** Makes an empty pipeline and opens it. */
export function NewPipelineButton() {
  const { slug } = useWorkspace()
  const api = useApi()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  async function create() {
    if (busy) return
    setBusy(true)
    try {
      const { id } = await api.post<{ id: string }>('/pipelines', { name: 'Untitled pipeline' })
      router.push(`/w/${slug}/pipelines/${id}`)
    } catch (error) {
      showToast({ message: error instanceof Error ? error.message : 'The pipeline could not be created.', tone: 'error' })
      setBusy(false)
    }
  }
  useKeys('Home', [{ keys: 'n', label: 'New pipeline', run: () => void create() }])
  return (
    <Tooltip content="Make an empty pipeline" keys="N">
      <Button variant="primary" icon={Plus} busy={busy} onClick={create}>
        New pipeline
      </Button>
    </Tooltip>
  )
}
