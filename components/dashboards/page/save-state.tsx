'use client'

import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { SaveMark } from '@/components/ui/save-mark'
import type { Draft, SaveState as State } from '../draft/draft'

export function saveText(state: State): string {
  if (state.kind === 'saved') return 'Draft saved'
  if (state.kind === 'pending') return 'Saving…'
  if (state.kind === 'offline') return 'Offline: kept in this browser'
  if (state.kind === 'signed-out') return 'Signed out: kept in this browser'
  return `Not saved: ${state.message}`
}

/** Always in sight while a dashboard is arranged: whether every change is with the studio. */
export function SaveState({ draft }: { draft: Draft }) {
  const state = useStore(draft.state)
  const { kind } = state
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm text-muted">
      <SaveMark kind={kind} text={saveText(state)} className="max-w-72" />
      {(kind === 'refused' || kind === 'offline') && (
        <Button size="sm" onClick={draft.retry}>
          Save again
        </Button>
      )}
      {kind === 'signed-out' && (
        <Button size="sm" onClick={() => window.location.reload()}>
          Sign in
        </Button>
      )}
    </span>
  )
}
