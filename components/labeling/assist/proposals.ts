import { useSyncExternalStore } from 'react'
import type { Annotation } from '@/lib/labeling/shapes'
import { formatPercent } from '@/components/ui/format'
import { Store } from '@/components/pipelines/draft/store'
import { newAnnotation } from '../workspace/page/new-annotation'
import type { OpenTask } from '../workspace/page/open-task'
import type { LabelingSession } from '../workspace/page/session'

/** Proposals that were rejected in this visit, by id. What is submitted tells the studio what was thought of them. */
const rejected = new WeakMap<OpenTask, Store<ReadonlySet<string>>>()

function rejectedOf(task: OpenTask): Store<ReadonlySet<string>> {
  let store = rejected.get(task)
  if (!store) rejected.set(task, (store = new Store<ReadonlySet<string>>(new Set())))
  return store
}

const none: readonly Annotation[] = []
const known = new WeakMap<OpenTask, { version: number; refused: ReadonlySet<string>; severalTags: boolean; open: readonly Annotation[] }>()

/**
 * What the model proposes and nobody has answered: labels of the whole image while it has none of its own (or not that one, where
 * it may have several), and shapes until they are taken, which keep their id, or rejected. The same array until something changes.
 */
export function openProposals(task: OpenTask, severalTags = true): readonly Annotation[] {
  if (task.view.proposals.length === 0) return none
  const refused = rejectedOf(task).get()
  const { version } = task.document
  const last = known.get(task)
  if (last?.version === version && last.refused === refused && last.severalTags === severalTags) return last.open
  const tags = new Set(task.document.all().flatMap(({ shape, label }) => (shape.kind === 'tag' ? [label] : [])))
  const answered = ({ id, label, shape }: Annotation) => refused.has(id) || (shape.kind === 'tag' ? (severalTags ? tags.has(label) : tags.size > 0) : task.document.get(id) !== undefined)
  const open = task.view.proposals.filter((proposal) => !answered(proposal))
  known.set(task, { version, refused, severalTags, open })
  return open
}

/** Tells when what `openProposals` gives may have changed. */
export function watchProposals(task: OpenTask, listener: () => void): () => void {
  const ends = [task.document.subscribe(listener), rejectedOf(task).subscribe(listener)]
  return () => ends.forEach((end) => end())
}

export const confidenceOf = ({ source }: Annotation): number => (source.by === 'model' ? source.confidence : 0)

/** In words; no model is wholly sure. */
export const sureness = (confidence: number): string => formatPercent(Math.min(confidence, 0.99), 0)

/** The same as `openProposals`, rendering again when it changes. */
export function useProposals(task: OpenTask, severalTags: boolean): readonly Annotation[] {
  const read = () => openProposals(task, severalTags)
  return useSyncExternalStore((listener) => watchProposals(task, listener), read, read)
}

/** Makes proposals a person's own labels: those of at least that confidence. Returns how many images that changed. */
export function acceptProposals(session: LabelingSession, tasks: readonly OpenTask[], least = 0): number {
  let accepted = 0
  for (const task of tasks) {
    const open = openProposals(task, session.project.tags === 'many').filter((proposal) => proposal.shape.kind === 'tag' && confidenceOf(proposal) >= least)
    for (const { label } of open) session.tag([task], label)
    if (open.length > 0) accepted++
  }
  return accepted
}

/** Makes proposed shapes a person's own, as one step to undo. They keep their ids, by which the studio tells them from what was drawn anew. */
export function acceptShapes(task: OpenTask, proposals: readonly Annotation[]): void {
  const there = task.document.all()
  task.document.edit(proposals.map((proposal, at) => ({ ...newAnnotation(proposal.label, proposal.shape, there), id: proposal.id, z: there.length + at })))
}

/** Takes proposals out of sight. Returns how many images that changed. */
export function rejectProposals(tasks: readonly OpenTask[], only?: readonly Annotation[]): number {
  let count = 0
  for (const task of tasks) {
    const open = only ?? openProposals(task)
    if (open.length === 0) continue
    rejectedOf(task).set(new Set([...rejectedOf(task).get(), ...open.map(({ id }) => id)]))
    count++
  }
  return count
}
