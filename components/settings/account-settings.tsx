'use client'

import { useState } from 'react'
import { unwrap } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { SessionView } from '@/lib/identity/sessions'
import { PasswordForm, type ChangePassword } from './password-form'
import { SettingsSection } from './settings-section'

type Answer = Parameters<typeof unwrap<SessionView[]>>[0]

export interface AccountActions {
  revoke: (input: { id: string }) => Answer
  revokeOthers: (input: Record<string, never>) => Answer
  changePassword: ChangePassword
}

/** One's own browsers and password: the same in every workspace. */
export function AccountSettings({ sessions: initial, hasPassword, actions }: { sessions: SessionView[]; hasPassword: boolean; actions: AccountActions }) {
  const [sessions, setSessions] = useState(initial)
  const [error, setError] = useState<unknown>(null)
  async function change(pending: Promise<SessionView[]>) {
    setError(null)
    try {
      setSessions(await pending)
    } catch (cause) {
      setError(cause)
    }
  }
  return (
    <>
      <SettingsSection title="Sessions" description="Browsers and scripts that are signed in as you. Signing one out works at once.">
        {error !== null && <ErrorNote error={error} />}
        <Table aria-label="Signed-in browsers and scripts" className="max-h-[321px]">
          <thead>
            <tr>
              <Th>Where</Th>
              <Th className="max-sm:hidden">Address</Th>
              <Th>Last seen</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <Tr key={session.id}>
                <Td className="max-sm:w-full max-sm:max-w-0">
                  <span className="flex items-center gap-2">
                    <span className="truncate">{session.browser}</span>
                    {session.current && <Badge tone="accent">This one</Badge>}
                  </span>
                </Td>
                <Td className="text-muted max-sm:hidden">{session.address}</Td>
                <Td className="text-muted">
                  <RelativeTime at={session.seenAt} />
                </Td>
                <Td className="w-24 text-right">
                  {!session.current && (
                    <Button size="sm" variant="ghost" onClick={() => void change(unwrap(actions.revoke({ id: session.id })))}>
                      Sign out
                    </Button>
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        {sessions.length > 1 && (
          <Button className="self-start" onClick={() => void change(unwrap(actions.revokeOthers({})))}>
            Sign out all others
          </Button>
        )}
      </SettingsSection>
      <SettingsSection title="Password" description={hasPassword ? 'Changing it signs out every other session.' : 'You sign in through your identity provider. A password is a second way in.'}>
        <PasswordForm hasPassword={hasPassword} change={actions.changePassword} onChanged={setSessions} />
      </SettingsSection>
    </>
  )
}
