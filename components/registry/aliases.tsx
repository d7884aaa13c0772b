'use client'

import { useState } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { Input } from '@/components/ui/input'
import { useCan } from '@/components/ui/workspace-context'
import { deleteAlias, setAlias } from './queries'

export interface AliasesProps {
  name: string
  version: number
  aliases: string[]
  /** Aliases of the model that lead to other versions. */
  taken?: { alias: string; version: number }[]
  onChanged: () => unknown
}

/** What a version is called besides its number. An alias that leads elsewhere is moved, and it is said from where. */
export function Aliases({ name, version, aliases, taken = [], onChanged }: AliasesProps) {
  const api = useApi()
  const canWrite = useCan('models.write')
  const [typed, setTyped] = useState<string | null>(null)
  const set = useMutation({ mutationFn: (alias: string) => setAlias(api, name, alias, version), onSuccess: () => (setTyped(null), onChanged()) })
  const remove = useMutation({ mutationFn: (alias: string) => deleteAlias(api, name, alias), onSuccess: onChanged })
  const elsewhere = taken.find(({ alias, version: at }) => alias === typed?.trim() && at !== version)
  return (
    <section aria-label="Aliases" className="flex flex-col gap-2">
      <div className="flex h-6 items-center gap-1">
        <h2 className="font-medium">Aliases</h2>
        {canWrite && typed === null && <Button size="sm" variant="ghost" icon={Plus} aria-label="Add an alias" onClick={() => setTyped('')} />}
      </div>
      {aliases.length === 0 && typed === null && <p className="text-muted">No alias leads here. An alias like “champion” lets scripts load models:/{name}@champion.</p>}
      <ul className="flex flex-wrap gap-1.5">
        {aliases.map((alias) => (
          <li key={alias}>
            <Badge tone="accent" className="h-6">
              {alias}
              {canWrite && (
                <button type="button" aria-label={`Remove the alias ${alias}`} disabled={remove.isPending} className="rounded-sm hover:bg-pressed" onClick={() => remove.mutate(alias)}>
                  <X aria-hidden className="size-3.5" />
                </button>
              )}
            </Badge>
          </li>
        ))}
      </ul>
      {typed !== null && (
        <form
          className="flex max-w-80 gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim()) set.mutate(typed.trim())
          }}
        >
          <Input autoFocus aria-label="Alias" placeholder="champion" value={typed} onChange={(event) => setTyped(event.target.value)} className="min-w-0 flex-1" />
          <Button type="submit" variant="primary" busy={set.isPending} disabled={!typed.trim()}>
            {elsewhere ? 'Move here' : 'Set'}
          </Button>
          <Button variant="ghost" icon={X} aria-label="Set no alias" onClick={() => setTyped(null)} />
        </form>
      )}
      {elsewhere && <p className="text-sm text-muted">“{elsewhere.alias}” leads to version {elsewhere.version} now.</p>}
      {set.error && <ErrorNote title="The alias was not set" error={set.error} />}
      {remove.error && <ErrorNote title="The alias was not removed" error={remove.error} />}
    </section>
  )
}
