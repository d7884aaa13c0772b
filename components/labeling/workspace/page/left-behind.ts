import type { Journal } from '@/lib/labeling/edits/journal'
import { OpenTask } from './open-task'
import type { LabelingRequests } from './requests'

/** Sends what earlier visits left in this browser of tasks other than those that are open now. Resolves to the edits that still wait. */
export async function sendLeftBehind(journal: Journal, requests: LabelingRequests, open: ReadonlySet<string>): Promise<number> {
  let waiting = 0
  for (const id of await journal.tasks()) {
    if (open.has(id)) continue
    const view = await requests.task(id).catch(() => null)
    const task = view && new OpenTask(view, view.claim, requests, journal)
    await task?.ready
    if (!(await task?.queue.flush())) waiting += (await journal.list(id)).length
    task?.queue.stop()
  }
  return waiting
}
