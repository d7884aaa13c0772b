import { useEffect, useRef, useState } from 'react'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { showOwn } from '@/lib/catalog'
import { pendingOf } from '@/lib/catalog/late'
import type { FirstLook } from '@/lib/pipelines/first-look'
import { api } from '@/components/ui/api-client'
import { fromBase64 } from '../../draft/base64'
import { Draft } from '../../draft/draft'
import { DraftEvents } from '../../draft/events'
import { DraftSync, remoteOrigin } from '../../draft/sync'
import { httpTransport } from '../../draft/transport'

export interface DraftSession {
  draft: Draft
  sync: DraftSync
  events: DraftEvents
}

export interface DraftSource {
  workspace: string
  pipelineId: string
  canEdit: boolean
  /** The whole draft as the server had it, base64. */
  update: string
  seq: number
  /** Heads of the workspace's own components. */
  own: FirstLook['own']
}

/**
 * Opens the draft for as long as the page is there. It starts from what the server has, then takes in what an earlier
 * session kept in this browser; a document is never made here, so an empty one can never be saved over a full one.
 */
export function useDraftSession(source: DraftSource): DraftSession | null {
  const [session, setSession] = useState<DraftSession | null>(null)
  const first = useRef(source)
  useEffect(() => {
    const { workspace, pipelineId, canEdit, update, seq } = first.current
    const tab = Math.random().toString(36).slice(2, 14)
    const known = fromBase64(update)
    const draft = new Draft()
    Y.applyUpdate(draft.doc, known, remoteOrigin)
    const journal = canEdit && typeof indexedDB !== 'undefined' ? new IndexeddbPersistence(`atelier-draft-${pipelineId}`, draft.doc) : null
    const sync = new DraftSync(draft.doc, httpTransport(workspace, pipelineId, tab), (origin) => origin === remoteOrigin || (journal !== null && origin === journal))
    void journal?.whenSynced.then(() => sync.recover(known)).catch(() => {})
    const events = new DraftEvents(draft.doc, (since) => api(workspace).url(`/pipelines/${pipelineId}/events?since=${since}&tab=${tab}`), seq)
    const own = first.current.own.map(({ head, offered }) => ({ component: pendingOf(head), offered }))
    showOwn(own.map(({ component }) => component), own.flatMap(({ component, offered }) => (offered ? [component] : [])))
    setSession({ draft, sync, events })

    const leave = () => void sync.flush({ keepalive: true })
    const hidden = () => document.visibilityState === 'hidden' && leave()
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('online', sync.retry)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('online', sync.retry)
      events.close()
      // What is pending still goes out after a navigation inside the studio.
      void sync.flush().finally(() => {
        sync.stop()
        void journal?.destroy()
        draft.destroy()
      })
      setSession(null)
    }
  }, [])
  return session
}
