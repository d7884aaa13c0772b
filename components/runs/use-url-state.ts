'use client'

import { useCallback } from 'react'
import { usePathname, useSearchParams } from 'next/navigation'

/** Reads the page's query and changes some of it without a round trip; `null` takes a name out. */
export function useUrlState() {
  const params = useSearchParams()
  const pathname = usePathname()
  const set = useCallback(
    (changes: Record<string, string | null>, { push = false }: { push?: boolean } = {}) => {
      const next = new URLSearchParams(window.location.search)
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
      }
      const query = next.toString()
      window.history[push ? 'pushState' : 'replaceState'](null, '', query ? `${pathname}?${query}` : pathname)
    },
    [pathname],
  )
  return { get: (name: string) => params.get(name), set }
}
