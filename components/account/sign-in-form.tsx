'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { signInError, signInWithOidc, signInWithPassword } from './credentials'
import { PasswordInput } from './password-input'

export interface SignInFormProps {
  /** A path of this studio; left out, one stays at this address. */
  next?: string
  /** The name of the identity provider, where there is one. */
  oidc: string | null
  /** A code from the address. */
  error?: string
}

export function SignInForm({ next, oidc, error: code }: SignInFormProps) {
  const [busy, setBusy] = useState<'password' | 'oidc' | null>(null)
  const [error, setError] = useState<string | null>(code ? signInError(code) : null)
  async function submit(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy('password')
    setError(null)
    try {
      await signInWithPassword(String(form.get('email')), String(form.get('password')))
      // A link that the MLflow client prints says where to behind the #, which only the browser knows.
      if (next) window.location.assign(next.includes('#') ? next : next + window.location.hash)
      else window.location.reload()
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : signInError(''))
      setBusy(null)
    }
  }
  async function leave() {
    setBusy('oidc')
    await signInWithOidc(next ?? window.location.href).catch(() => (setError(signInError('OAuthSignin')), setBusy(null)))
  }
  return (
    <div className="flex flex-col gap-4">
      {error && <ErrorNote title={error} />}
      {oidc && (
        <>
          <Button busy={busy === 'oidc'} onClick={leave}>
            Continue with {oidc}
          </Button>
          <div className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">or</div>
        </>
      )}
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="E-mail">
          <Input name="email" type="email" required autoFocus autoComplete="username" />
        </Field>
        <Field label="Password">
          <PasswordInput name="password" required autoComplete="current-password" />
        </Field>
        <Button type="submit" variant="primary" busy={busy === 'password'}>
          Sign in
        </Button>
      </form>
    </div>
  )
}
