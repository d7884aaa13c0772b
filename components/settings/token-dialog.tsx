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
import type { TokenView } from '@/lib/identity/tokens'
import { isWithin } from '@/lib/identity/roles'
import { roles, type Role } from '@/lib/permissions'

export type CreateToken = (workspace: string, input: { name: string; role: Role; expiresInDays: number | null }) => Parameters<typeof unwrap<{ token: string; list: TokenView[] }>>[0]

const lives = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: 'never', label: 'Until revoked' },
]

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  create: CreateToken
  onChange: (list: TokenView[]) => void
}

/** Asks what the token is for, then shows its secret, this once. */
export function TokenDialog({ open, onOpenChange, create, onChange }: Props) {
  const { slug, role: mine } = useWorkspace()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>(mine)
  const [life, setLife] = useState('90')
  const [secret, setSecret] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields, other } = formErrors(error, ['name'])
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const made = await unwrap(create(slug, { name, role, expiresInDays: life === 'never' ? null : Number(life) }))
      onChange(made.list)
      setSecret(made.token)
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  if (secret) {
    return (
      <Dialog open={open} onOpenChange={onOpenChange}>
        <DialogContent title={`Token “${name}”`} description="Copy it now: only its fingerprint is kept, so it cannot be shown again." width={560}>
          <div className="flex items-center gap-2">
            <Input readOnly aria-label="Access token" value={secret} onFocus={(event) => event.target.select()} className="font-mono text-sm" />
            <CopyButton text={secret} label="Copy token" labelled variant="primary" size="md" />
          </div>
          <p className="mt-4 text-sm text-muted">Try it:</p>
          <pre className="mt-1 overflow-x-auto rounded-md bg-sunken p-2">{`curl -H "Authorization: Bearer $ATELIER_TOKEN" ${window.location.origin}/api/v1/me`}</pre>
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
      <DialogContent title="New access token" description="For scripts and the command line, in this workspace alone.">
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" error={fields.name} help="What uses it, so that you know later whether it can go.">
            <Input required autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label="Role" help="It can do what this role can, and never more than you can at the time.">
            <Select value={role} onValueChange={(value) => setRole(value as Role)} options={roles.filter((option) => isWithin(option, mine)).map((value) => ({ value, label: value[0]!.toUpperCase() + value.slice(1) }))} />
          </Field>
          <Field label="Ends after">
            <Select value={life} onValueChange={setLife} options={lives} />
          </Field>
          {other !== null && <ErrorNote error={other} />}
          <DialogFooter className="mt-1">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" busy={busy}>
              Create token
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
