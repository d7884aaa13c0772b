'use client'

import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { cn } from '@/components/ui/cn'
import { showToast } from '@/components/ui/toast'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardView } from '@/lib/dashboards/schema'
import { dashboardKeys } from '../queries'

/** The dashboard's name, changed in place while it is arranged. */
export function DashboardName({ id, name, editing }: { id: string; name: string; editing: boolean }) {
  const api = useApi()
  const { slug } = useWorkspace()
  const client = useQueryClient()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useMutation({
    mutationFn: (next: string) => api.patch<DashboardView>(`/dashboards/${id}`, { name: next }),
    onSuccess: (view) => {
      client.setQueryData<DashboardView>(dashboardKeys.one(slug, id), (before) => before && { ...before, name: view.name })
      setTyped(null)
    },
    onError: (error) => showToast({ message: `The name was not changed: ${error.message}`, tone: 'error' }),
  })
  const take = () => {
    const next = (typed ?? name).trim()
    if (next && next !== name) rename.mutate(next)
    else setTyped(null)
  }
  if (!editing) return <h1 className="min-w-0 truncate text-xl font-semibold" title={name}>{name}</h1>
  return (
    <h1 className="min-w-0">
      <input
        aria-label="Name of the dashboard"
        className={cn('field-sizing-content h-8 max-w-96 min-w-24 truncate rounded-md border border-transparent bg-transparent px-1.5 text-xl font-semibold hover:border-line-strong focus-visible:border-ring', 'max-sm:max-w-64')}
        value={typed ?? name}
        maxLength={120}
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(null)
        }}
      />
    </h1>
  )
}
