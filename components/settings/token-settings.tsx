'use client'

import { useState } from 'react'
import { Plus } from 'lucide-react'
import { unwrap } from '@/components/ui/action-result'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TokenView } from '@/lib/identity/tokens'
import { SettingsSection } from './settings-section'
import { TokenDialog, type CreateToken } from './token-dialog'

export interface TokenActions {
  create: CreateToken
  revoke: (workspace: string, input: { id: string }) => Parameters<typeof unwrap<TokenView[]>>[0]
}

function Expiry({ token }: { token: TokenView }) {
  if (token.expired) return <Badge tone="failed">Expired</Badge>
  return token.expiresAt ? <RelativeTime at={token.expiresAt} /> : 'When revoked'
}

/** One's own access tokens of this workspace. */
export function TokenSettings({ initial, actions }: { initial: TokenView[]; actions: TokenActions }) {
  const { slug } = useWorkspace()
  const [tokens, setTokens] = useState(initial)
  const [creating, setCreating] = useState(0)
  const [ending, setEnding] = useState<TokenView | null>(null)
  return (
    <SettingsSection title="Access tokens" description="For scripts and the command line. Send one as “Authorization: Bearer …”.">
      {tokens.length > 0 && (
        <Table aria-label="Access tokens">
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Role</Th>
              <Th className="max-sm:hidden">Last used</Th>
              <Th>Ends</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <Tr key={token.id}>
                <Td className="font-medium max-sm:w-full max-sm:max-w-0">{token.name}</Td>
                <Td className="capitalize">{token.role}</Td>
                <Td className="text-muted max-sm:hidden">{token.usedAt ? <RelativeTime at={token.usedAt} /> : 'Never'}</Td>
                <Td className="text-muted">
                  <Expiry token={token} />
                </Td>
                <Td className="w-20 text-right">
                  <Button size="sm" variant="ghost" onClick={() => setEnding(token)}>
                    Revoke
                  </Button>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Button icon={Plus} className="self-start" onClick={() => setCreating(Date.now())}>
        New token
      </Button>
      {creating > 0 && <TokenDialog key={creating} open onOpenChange={(open) => !open && setCreating(0)} create={actions.create} onChange={setTokens} />}
      <Confirm
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title={`Revoke “${ending?.name ?? ''}”?`}
        action="Revoke token"
        onConfirm={async () => {
          if (ending) setTokens(await unwrap(actions.revoke(slug, { id: ending.id })))
        }}
      >
        Whatever uses it is refused from now on. This cannot be undone.
      </Confirm>
    </SettingsSection>
  )
}
