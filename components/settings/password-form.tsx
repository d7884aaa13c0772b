'use client'

import { useState } from 'react'
import { CircleCheck } from 'lucide-react'
import { PasswordInput } from '@/components/account/password-input'
import { PasswordMeter } from '@/components/account/password-meter'
import { formErrors, unwrap } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Field } from '@/components/ui/field'
import { formatCount } from '@/components/ui/format'
import type { SessionView } from '@/lib/identity/sessions'

export type ChangePassword = (input: { current: string; next: string }) => Parameters<typeof unwrap<{ sessionsEnded: number; sessions: SessionView[] }>>[0]

export function PasswordForm({ hasPassword, change, onChanged }: { hasPassword: boolean; change: ChangePassword; onChanged: (sessions: SessionView[]) => void }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [done, setDone] = useState<string | null>(null)
  const { fields, other } = formErrors(error, ['current', 'next'])
  async function submit(event: React.FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    setDone(null)
    try {
      const { sessionsEnded, sessions } = await unwrap(change({ current, next }))
      setCurrent('')
      setNext('')
      setDone(`Password changed; ${formatCount(sessionsEnded, 'other session')} signed out.`)
      onChanged(sessions)
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={submit} className="flex max-w-80 flex-col gap-4">
      {hasPassword && (
        <Field label="Current password" error={fields.current}>
          <PasswordInput required autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
        </Field>
      )}
      <Field label="New password" error={fields.next} help={<PasswordMeter password={next} />}>
        <PasswordInput required minLength={10} maxLength={200} autoComplete="new-password" value={next} onChange={(event) => setNext(event.target.value)} />
      </Field>
      {other !== null && <ErrorNote error={other} />}
      {done && (
        <p role="status" className="flex items-center gap-1.5 text-succeeded">
          <CircleCheck aria-hidden className="size-4" />
          {done}
        </p>
      )}
      <Button type="submit" busy={busy} className="self-start">
        {hasPassword ? 'Change password' : 'Set password'}
      </Button>
    </form>
  )
}
