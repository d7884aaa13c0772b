'use client'

import { useEffect, useState } from 'react'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardView } from '@/lib/dashboards/schema'
import { Draft } from './draft'
import { browserJournal, type Journal } from './journal'
import { httpTransport } from './transport'

const nothing: Journal = { write: () => undefined, left: () => [] }

/** The draft of an open dashboard, for those who may change it; sent before the page is left. */
export function useDraft(view: DashboardView, canEdit: boolean): Draft | null {
  const { slug, user } = useWorkspace()
  const [draft] = useState(() => {
    if (!canEdit) return null
    const journal = typeof window === 'undefined' ? nothing : browserJournal({ workspace: slug, person: user.id, dashboard: view.id })
    return new Draft({ draft: view.draft, revision: view.revision, journal, transport: httpTransport(slug, view.id) })
  })
  useEffect(() => {
    if (!draft) return
    draft.recover()
    const leave = () => void draft.flush({ keepalive: true })
    const hide = () => document.visibilityState === 'hidden' && leave()
    window.addEventListener('online', draft.retry)
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('online', draft.retry)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
      leave()
    }
  }, [draft])
  useEffect(() => draft?.receive({ draft: view.draft, revision: view.revision }), [draft, view.draft, view.revision])
  return draft
}
