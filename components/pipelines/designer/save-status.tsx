'use client'

import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** Always in sight: whether every edit is on the server. */
export function SaveStatus() {
  const { sync, events, canEdit } = useDesigner()
  const state = useStore(sync.state)
  const connected = useStore(events.connected)
  if (!canEdit) return <span className="text-sm whitespace-nowrap text-muted">Read only</span>
  return (
    <span role="status" className="flex min-w-0 items-center gap-1 text-sm whitespace-nowrap text-muted">
      {state.kind === 'saved' && connected && (
        <>
          <Check aria-hidden className="size-3.5 text-succeeded" /> Saved
        </>
      )}
      {state.kind === 'saved' && !connected && (
        <>
          <CloudOff aria-hidden className="size-3.5 text-warning" /> Saved · reconnecting
        </>
      )}
      {state.kind === 'pending' && (
        <>
          <CloudUpload aria-hidden className="size-3.5" /> {state.count} pending
        </>
      )}
      {state.kind === 'offline' && (
        <>
          <CloudOff aria-hidden className="size-3.5 text-warning" />
          <span className="truncate">Offline – {formatCount(state.count, 'edit')} kept in this browser</span>
        </>
      )}
      {state.kind === 'refused' && (
        <>
          <TriangleAlert aria-hidden className="size-3.5 text-failed" />
          <span className="truncate text-failed" title={state.message}>
            Not saved: {state.message}
          </span>
          <Button size="sm" onClick={() => void sync.flush()}>
            Save again
          </Button>
        </>
      )}
    </span>
  )
}
