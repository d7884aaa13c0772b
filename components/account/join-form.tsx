'use client'

import { useState } from 'react'
import { formErrors, unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { JoinInput } from '@/lib/identity/schema'
import { signInWithPassword } from './credentials'
import { PasswordInput } from './password-input'
import { PasswordMeter } from './password-meter'

type Joined = Parameters<typeof unwrap<{ workspace: string; email: string }>>[0]

/** A newcomer: name and password; the e-mail is the invitation's. */
export function JoinForm({ token, email, join }: { token: string; email: string; join: (input: JoinInput) => Joined }) {
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields, other } = formErrors(error, ['name', 'password'])
  async function submit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '')
    setBusy(true)
    setError(null)
    try {
      const { workspace } = await unwrap(join({ token, name, password }))
      await signInWithPassword(email, password)
      window.location.assign(`/w/${workspace}`)
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {other !== null && <ErrorNote error={other} />}
      <input type="hidden" name="email" autoComplete="username" value={email} />
      <Field label="Your name" error={fields.name}>
        <Input name="name" required autoFocus maxLength={100} autoComplete="name" />
      </Field>
      <Field label="Password" error={fields.password} help={<PasswordMeter password={password} />}>
        <PasswordInput name="password" required minLength={10} maxLength={200} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Join
      </Button>
    </form>
  )
}

/** Somebody who is signed in already joins with one press. */
export function AcceptForm({ token, accept }: { token: string; accept: (input: { token: string }) => Joined }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  async function press() {
    setBusy(true)
    setError(null)
    try {
      const { workspace } = await unwrap(accept({ token }))
      window.location.assign(`/w/${workspace}`)
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <div className="flex flex-col gap-4">
      {error !== null && <ErrorNote error={error} />}
      <Button variant="primary" busy={busy} onClick={press}>
        Join
      </Button>
    </div>
  )
}
