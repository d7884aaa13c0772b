'use client'

import { useState } from 'react'
import { useRouter } from 'next/navigation'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { UploadView } from '@/lib/uploads/schema'
import { reviewHref } from '../uploads/upload-queries'

/** Fetches a file from an address; its review shows how it goes. */
export function UrlForm({ name }: { name: string | null }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const router = useRouter()
  const [url, setUrl] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const upload = await api.post<UploadView>('/uploads', { url, ...(name !== null && { asset: name }) })
      router.push(reviewHref(slug, upload.id))
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : 'It failed without a reason.')
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label="Address of a file" help="http or https. The studio downloads it once and keeps its own copy." error={error}>
        <Input type="url" required placeholder="https://example.org/table.csv" value={url} onChange={(event) => setUrl(event.target.value)} />
      </Field>
      <Button type="submit" busy={busy} disabled={url.trim() === ''} className="self-start">
        Read from address
      </Button>
    </form>
  )
}
