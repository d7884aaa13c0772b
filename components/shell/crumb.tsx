'use client'

import { createContext, useContext, useEffect, useMemo, useState } from 'react'

interface CrumbState {
  label: string | null
  set(label: string | null): void
}

const Crumbs = createContext<CrumbState>({ label: null, set: () => {} })

export function CrumbProvider({ children }: { children: React.ReactNode }) {
  const [label, set] = useState<string | null>(null)
  return <Crumbs.Provider value={useMemo(() => ({ label, set }), [label])}>{children}</Crumbs.Provider>
}

/** Names the open object in the top bar: a detail page renders `<Crumb label={pipeline.name} />`. */
export function Crumb({ label }: { label: string }) {
  const { set } = useContext(Crumbs)
  useEffect(() => {
    set(label)
    return () => set(null)
  }, [label, set])
  return null
}

export function useCrumb(): string | null {
  return useContext(Crumbs).label
}
