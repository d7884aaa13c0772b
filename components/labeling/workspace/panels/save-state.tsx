'use client'

import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react'
import type { SaveState as State } from '@/lib/labeling/edits/queue'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import type { OpenTask } from '../page/open-task'

/** In words, whether every edit is on the server. */
export function saveText(state: State): string {
  if (state.kind === 'saved') return 'Saved'
  if (state.kind === 'pending') return `${state.count} pending`
  if (state.kind === 'offline') return `Offline: ${state.count} kept here`
  if (state.kind === 'signed-out') return `Signed out: ${state.count} kept here`
  return `Not saved: ${state.message}`
}

/** Always in sight. */
export function SaveState({ task }: { task: OpenTask }) {
  const state = useStore(task.saved)
  const kept = useStore(task.kept)
  const { kind } = state
  const Icon = kind === 'saved' ? Check : kind === 'pending' ? CloudUpload : kind === 'refused' ? TriangleAlert : CloudOff
  const colour = kind === 'saved' ? 'text-succeeded' : kind === 'pending' ? 'text-muted' : kind === 'refused' ? 'text-failed' : 'text-warning'
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm whitespace-nowrap text-muted">
      <span role="status" aria-label="Saving" className="flex min-w-0 items-center gap-1">
        <Icon aria-hidden className={`size-3.5 shrink-0 ${colour}`} />
        <span className="truncate" title={saveText(state)}>
          {saveText(state)}
        </span>
      </span>
      {kind === 'refused' && (
        <Button size="sm" onClick={() => void task.queue.flush()}>
          Save again
        </Button>
      )}
      {kept > 0 && <span title="You changed them in two places at once. Delete the one that is wrong.">{kept} kept twice</span>}
    </span>
  )
}
