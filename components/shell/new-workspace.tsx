'use client'

import { useState } from 'react'
import { unwrap, formErrors } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type Create = (input: { name: string }) => Parameters<typeof unwrap<{ slug: string }>>[0]

export function NewWorkspace({ open, onOpenChange, create }: { open: boolean; onOpenChange: (open: boolean) => void; create: Create }) {
  const [name, setName] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const { slug } = await unwrap(create({ name }))
      // A whole load: everything below belongs to one workspace.
      window.location.assign(`/w/${slug}`)
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  const { fields, other } = formErrors(error, ['name', 'input'])
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="New workspace" description="Data, pipelines, runs and members of a workspace are its own. You will be its owner.">
        <form onSubmit={submit}>
          <Field label="Name" error={fields.name ?? fields.input}>
            <Input autoFocus required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          {other !== null && <ErrorNote className="mt-3" error={other} />}
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy}>
              Create workspace
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
