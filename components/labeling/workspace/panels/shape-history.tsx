'use client'

import { useStore } from '@/components/pipelines/draft/store'
import { lazyPart } from '@/components/ui/lazy-part'
import type { WorkDesk } from '../page/desk'
import type { OpenTask } from '../page/open-task'
import type { HistoryDialogProps } from './history-dialog'

const HistoryDialog = lazyPart<HistoryDialogProps>(() => import('./history-dialog').then((part) => part.HistoryDialog))

/** The history that was asked for, over the canvas. */
export function ShapeHistory({ desk, task }: { desk: WorkDesk; task: OpenTask }) {
  const of = useStore(desk.history)
  return of && <HistoryDialog of={of} desk={desk} task={task} onClose={() => desk.history.set(null)} />
}
