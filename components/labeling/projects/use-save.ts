import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { showToast } from '@/components/ui/toast'
import { useWorkspace } from '@/components/ui/workspace-context'
import { labelingKey } from '../labeling-queries'

/** Saves a form of a labeling project's settings; everything that shows them is read again. What failed stays in `error`. */
export function useSave(path: string) {
  const { slug } = useWorkspace()
  const request = useApi()
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)

  async function save(input: object): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      await request.patch(path, input)
      await client.invalidateQueries({ queryKey: labelingKey(slug) })
      showToast({ message: 'Settings saved' })
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return { save, busy, error }
}
