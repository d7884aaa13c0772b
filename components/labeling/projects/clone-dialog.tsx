'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useApi } from '@/components/ui/api-client'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ProjectView } from '@/lib/labeling/schema'
import { labelingHref, projectPath } from '../labeling-queries'

/** A project like this one, to be labeled anew. */
export function CloneDialog({ project, onClose }: { project: ProjectView; onClose: () => void }) {
  const { slug } = useWorkspace()
  const request = useApi()
  const router = useRouter()
  const [name, setName] = useState(`${project.name} copy`.slice(0, 100))
  const [images, setImages] = useState(true)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  async function clone() {
    setBusy(true)
    setError(null)
    try {
      const made = await request.post<ProjectView>(`${projectPath(project.id)}/clone`, { name, images })
      router.push(labelingHref(slug, made.id))
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && onClose()}>
      <DialogContent title={`Clone “${project.name}”`} description="The settings and labels are copied; nobody’s work is.">
        <form className="flex flex-col gap-4" onSubmit={(event) => (event.preventDefault(), void clone())}>
          <Field label="Name">
            <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
          </Field>
          <label className="flex items-center gap-2">
            <Checkbox checked={images} onCheckedChange={(next) => setImages(next === true)} /> With its images, none of them labeled yet
          </label>
          {error !== null && <ErrorNote error={error} />}
          <DialogFooter>
            <Button disabled={busy} onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
              Clone project
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
