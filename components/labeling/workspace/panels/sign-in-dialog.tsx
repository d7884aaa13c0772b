'use client'

import { useState } from 'react'
import { signInError, signInWithPassword } from '@/components/account/credentials'
import { PasswordInput } from '@/components/account/password-input'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** One signs in over the page, which keeps everything that is drawn. */
export function SignInDialog({ waiting, email, onDone, onClose }: { waiting: number; email: string; onDone: () => void; onClose: () => void }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  async function submit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(null)
    try {
      await signInWithPassword(String(form.get('email')), String(form.get('password')))
      onDone()
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : signInError(''))
      setBusy(false)
    }
  }
  const kept = waiting === 0 ? 'Everything you drew is saved.' : waiting === 1 ? 'Your last edit is kept in this browser and is sent as soon as you have signed in.' : `Your last ${waiting} edits are kept in this browser and are sent as soon as you have signed in.`
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Your session has ended" description={kept}>
        <form onSubmit={submit} className="flex flex-col gap-3">
          {error && <ErrorNote title={error} />}
          <Field label="E-mail">
            <Input name="email" type="email" required defaultValue={email} autoComplete="username" />
          </Field>
          <Field label="Password">
            <PasswordInput name="password" required autoFocus autoComplete="current-password" />
          </Field>
          <p className="text-sm text-muted">
            Without a password here?{' '}
            <a className="text-link underline" href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in another tab
            </a>
            , then come back and press Try again.
          </p>
          <DialogFooter>
            <Button onClick={onDone}>Try again</Button>
            <Button type="submit" variant="primary" busy={busy}>
              Sign in
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
