'use client'

import type { SaveState as State } from '@/lib/labeling/edits/queue'
import { useStore } from '@/components/pipelines/draft/store'
import { Button } from '@/components/ui/button'
import { SaveMark } from '@/components/ui/save-mark'
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
  return (
    <span className="flex min-w-0 items-center gap-2 text-sm whitespace-nowrap text-muted">
      <SaveMark kind={kind} text={saveText(state)} />
      {kind === 'refused' && (
        <Button size="sm" onClick={() => void task.queue.flush()}>
          Save again
        </Button>
      )}
      {kept > 0 && <span title="You changed them in two places at once. Delete the one that is wrong.">{kept} kept twice</span>}
    </span>
  )
}
