import { useSyncExternalStore } from 'react'
import type { Annotation } from '@/lib/labeling/shapes'
import { formatPercent } from '@/components/ui/format'
import { Store } from '@/components/pipelines/draft/store'
import type { OpenTask } from '../workspace/page/open-task'
import type { LabelingSession } from '../workspace/page/session'

/** Proposals that were rejected in this visit. The submitted label tells the studio what was thought of them. */
const rejected = new WeakMap<OpenTask, Store<boolean>>()

function rejectedOf(task: OpenTask): Store<boolean> {
  let store = rejected.get(task)
  if (!store) rejected.set(task, (store = new Store(false)))
  return store
}

/** What the model proposes for the whole image, while nobody has labeled it or rejected the proposal. */
export function openProposal(task: OpenTask): Annotation | null {
  const proposal = task.view.proposals.find(({ shape }) => shape.kind === 'tag')
  if (!proposal || rejectedOf(task).get() || task.document.all().some(({ shape }) => shape.kind === 'tag')) return null
  return proposal
}

/** Tells when what `openProposal` gives may have changed. */
export function watchProposal(task: OpenTask, listener: () => void): () => void {
  const ends = [task.document.subscribe(listener), rejectedOf(task).subscribe(listener)]
  return () => ends.forEach((end) => end())
}

export const confidenceOf = ({ source }: Annotation): number => (source.by === 'model' ? source.confidence : 0)

/** In words; no model is wholly sure. */
export const sureness = (confidence: number): string => formatPercent(Math.min(confidence, 0.99), 0)

/** The same as `openProposal`, rendering again when it changes. */
export function useProposal(task: OpenTask): Annotation | null {
  const read = () => openProposal(task)
  return useSyncExternalStore((listener) => watchProposal(task, listener), read, read)
}

/** Makes proposals a person's own labels: those of at least that confidence. Returns how many. */
export function acceptProposals(session: LabelingSession, tasks: readonly OpenTask[], least = 0): number {
  let accepted = 0
  for (const task of tasks) {
    const proposal = openProposal(task)
    if (!proposal || confidenceOf(proposal) < least) continue
    session.tag([task], proposal.label)
    accepted++
  }
  return accepted
}

/** Takes the proposals out of sight. Returns how many. */
export function rejectProposals(tasks: readonly OpenTask[]): number {
  const open = tasks.filter((task) => openProposal(task) !== null)
  for (const task of open) rejectedOf(task).set(true)
  return open.length
}
