import { useEffect, useState } from 'react'
import { openJournal } from '@/lib/labeling/edits/journal'
import type { ProjectView } from '@/lib/labeling/schema'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Answer } from './answer'
import type { FirstClaim } from './first-claim'
import { LabelingRequests } from './requests'
import { LabelingSession } from './session'
import { newSettings } from './settings'

interface Visit {
  project: ProjectView
  task: string | undefined
  answer: Answer | null
  first: FirstClaim | undefined
}

/** Begins a visit to the project, and ends it with the page. */
export function useSession({ project, task, answer, first }: Visit): LabelingSession | null {
  const { slug, user } = useWorkspace()
  const [session, setSession] = useState<LabelingSession | null>(null)
  useEffect(() => {
    let there = true
    let opened: LabelingSession | undefined
    // A browser that keeps nothing (a private window of some) still labels; edits are then sent at once and kept in memory.
    void openJournal(user.id).catch(() => null).then((journal) => {
      if (!there) return journal?.close()
      const drawing = project.kinds.filter((kind) => kind !== 'tag')
      const [only] = drawing
      const tool = drawing.length === 1 && only ? ({ box: 'box', polygon: 'polygon', mask: 'brush', keypoints: 'keypoints', tag: 'select' } as const)[only] : 'select'
      const settings = newSettings(user.id, tool)
      if (answer) settings.advance.set(false)
      opened = new LabelingSession(project, settings, new LabelingRequests(slug, first), journal, answer)
      setSession(opened)
      void opened.start(task).then(() => answer && rememberBegun())
    })
    return () => {
      there = false
      opened?.close()
      setSession(null)
    }
  }, [project, task, answer, first, slug, user.id])
  return session
}

/** Loading the page anew goes on with the correction instead of beginning it again. */
function rememberBegun(): void {
  const address = new URL(window.location.href)
  address.searchParams.set('begun', '1')
  window.history.replaceState(null, '', address)
}
