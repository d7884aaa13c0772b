'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'

/** A question or a remark on the image, for those who lead the project. */
export function FlagDialog({ send, onClose }: { send: (comment: string) => Promise<void>; onClose: () => void }) {
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await send(comment.trim())
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Flag this image" description="Those who lead the project see it on their list. You can go on labeling it.">
        <form onSubmit={submit} className="flex flex-col gap-3">
          {error !== null && <ErrorNote error={error} />}
          <Field label="What is wrong or unclear">
            <Textarea value={comment} maxLength={2000} required autoFocus onChange={(event) => setComment(event.target.value)} />
          </Field>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" busy={busy} disabled={comment.trim() === ''}>
              Flag
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
