'use client'

import { useState } from 'react'
import { formErrors, unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { MembersView } from '@/lib/identity/invite'
import type { Role } from '@/lib/permissions'
import { roleOptions } from './role-options'
import type { MemberActions } from './types'

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  invite: MemberActions['invite']
  onChange: (list: MembersView) => void
}

/** Asks for e-mail and role, then shows the link, this once. */
export function InviteDialog({ open, onOpenChange, invite, onChange }: Props) {
  const { slug, role: mine } = useWorkspace()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('author')
  const [link, setLink] = useState<{ url: string; email: string } | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields, other } = formErrors(error, ['email'])
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const made = await unwrap(invite(slug, { email, role }))
      onChange(made.list)
      setLink({ url: window.location.origin + made.link.path, email: made.link.email })
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  if (link) {
    return (
      <Dialog open={open} onOpenChange={onOpenChange}>
        <DialogContent title={`Send this link to ${link.email}`} description="It is shown this once, works once, and for a week. The studio sends no e-mail itself." width={520}>
          <div className="flex items-center gap-2">
            <Input readOnly aria-label="Invitation link" value={link.url} onFocus={(event) => event.target.select()} className="font-mono text-sm" />
            <CopyButton text={link.url} label="Copy link" labelled variant="primary" size="md" />
          </div>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Done</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    )
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Invite a member" description="Makes a link that you send yourself.">
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="E-mail" error={fields.email}>
            <Input type="email" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
          </Field>
          <Field label="Role">
            <Select value={role} onValueChange={(value) => setRole(value as Role)} options={roleOptions(mine)} />
          </Field>
          {other !== null && <ErrorNote error={other} />}
          <DialogFooter className="mt-1">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy}>
              Make link
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
