'use client'

import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ApiError, useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import { AssetName } from '@/lib/data/asset-name'
import type { AssetView } from '@/lib/data/schema'
import { dataHref, dataListQuery, dataPath, dataQuery } from '../data-queries'

/** An asset's name and description. */
export function EditDialog({ asset, onClose }: { asset: AssetView; onClose: () => void }) {
  const { slug } = useWorkspace()
  const api = useApi()
  const client = useQueryClient()
  const router = useRouter()
  const [name, setName] = useState(asset.name)
  const [description, setDescription] = useState(asset.description)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const checked = AssetName.safeParse(name)
  const wrong = checked.success ? null : checked.error.issues[0]!.message
  const taken = error instanceof ApiError && error.code === 'conflict' ? error.message : null
  async function save(event: React.FormEvent) {
    event.preventDefault()
    if (!checked.success) return
    setBusy(true)
    setError(null)
    try {
      const saved = await api.patch<AssetView>(dataPath(asset.name), { ...(checked.data !== asset.name && { name: checked.data }), description })
      client.setQueryData(dataQuery(slug, saved.name).queryKey, saved)
      void client.invalidateQueries({ queryKey: dataListQuery(slug).queryKey })
      // Asking again under the old name would find nothing.
      if (saved.name !== asset.name) router.replace(dataHref(slug, saved.name))
      onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Rename or describe">
        <form onSubmit={save} className="flex flex-col gap-4">
          <Field label="Name" error={wrong ?? taken} help={name !== asset.name ? `Pipelines that import “${asset.name}” will report a problem until they are pointed at the new name.` : undefined}>
            <Input value={name} autoFocus onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Description">
            <Textarea value={description} maxLength={2000} onChange={(event) => setDescription(event.target.value)} />
          </Field>
          {error !== null && taken === null && <ErrorNote error={error} />}
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={busy} disabled={!checked.success}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
