'use client'

import { useState } from 'react'
import { formErrors, unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { SetUpInput } from '@/lib/identity/schema'
import { signInWithPassword } from './credentials'
import { PasswordInput } from './password-input'
import { PasswordMeter } from './password-meter'

type SetUp = (input: SetUpInput) => Parameters<typeof unwrap<{ workspace: string; email: string }>>[0]

export function SetUpForm({ token, setUp }: { token: string; setUp: SetUp }) {
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { fields, other } = formErrors(error, ['name', 'email', 'password', 'workspaceName'])
  async function submit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    setBusy(true)
    setError(null)
    try {
      const { workspace, email } = await unwrap(setUp({ token, name: text('name'), email: text('email'), workspaceName: text('workspaceName'), password }))
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
      <Field label="Your name" error={fields.name}>
        <Input name="name" required autoFocus maxLength={100} autoComplete="name" />
      </Field>
      <Field label="E-mail" error={fields.email} help="You sign in with it. Nothing is sent to it.">
        <Input name="email" type="email" required autoComplete="username" />
      </Field>
      <Field label="Password" error={fields.password} help={<PasswordMeter password={password} />}>
        <PasswordInput name="password" required minLength={10} maxLength={200} autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </Field>
      <Field label="Workspace" error={fields.workspaceName} help="Can be renamed at any time.">
        <Input name="workspaceName" required maxLength={80} defaultValue="Sample" />
      </Field>
      <Button type="submit" variant="primary" busy={busy}>
        Create owner account
      </Button>
    </form>
  )
}
