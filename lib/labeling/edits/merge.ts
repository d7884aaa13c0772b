import { joinChanges, sameAnnotation } from './same'
import type { Pending } from './document'
import type { Annotation, Operation } from '../shapes'

export interface Merged {
  /** What to show: the server's annotations with the edits that wait here. */
  annotations: Annotation[]
  /** What is to be sent now, in place of what waited. */
  pending: Pending[]
  /** Annotations that both sides had changed: the server's stays as it is, the own one stands beside it under a new id. */
  kept: { theirs: string; mine: string }[]
}

/**
 * Brings edits that wait here together with what the server has by now, annotation by annotation. Changed on one side
 * alone, that side holds; two sides that changed different parts of it are joined. Otherwise both are kept; and what one side removed
 * while the other changed it, stays.
 */
export function mergeEdits(server: readonly Annotation[], waiting: readonly Pending[], newId: () => string): Merged {
  const now = new Map(server.map((annotation) => [annotation.id, annotation]))
  const groups = new Map<string, Pending[]>()
  for (const pending of waiting) {
    const id = idOf(pending.operation)
    const group = groups.get(id)
    if (group) group.push(pending)
    else groups.set(id, [pending])
  }
  const result = new Map(now)
  const sent = new Map<string, Pending>()
  const kept: Merged['kept'] = []
  for (const [id, group] of groups) {
    const theirs = now.get(id) ?? null
    const mine = after(group.at(-1)!.operation)
    const known = [group[0]!.before, ...group.map(({ operation }) => after(operation))]
    if (known.some((state) => sameAnnotation(state, theirs))) {
      if (mine) result.set(id, mine)
      else result.delete(id)
      for (const pending of group) sent.set(pending.operation.id, pending)
      continue
    }
    if (!mine) continue
    const joined = theirs && joinedFrom(known.slice(0, -1), mine, theirs)
    if (joined) {
      result.set(id, joined)
      sent.set(group.at(-1)!.operation.id, { operation: { id: newId(), kind: 'put', annotation: joined }, before: theirs })
      continue
    }
    const copy = theirs ? { ...mine, id: newId() } : mine
    if (theirs) kept.push({ theirs: id, mine: copy.id })
    result.set(copy.id, copy)
    sent.set(group.at(-1)!.operation.id, { operation: { id: newId(), kind: 'put', annotation: copy }, before: null })
  }
  return { annotations: [...result.values()], pending: waiting.flatMap(({ operation }) => sent.get(operation.id) ?? []), kept }
}

/** The newest state that both sides may have begun with, of those that the server can have seen. */
function joinedFrom(bases: readonly (Annotation | null)[], mine: Annotation, theirs: Annotation): Annotation | null {
  for (const base of [...bases].reverse()) {
    const joined = base && joinChanges(base, mine, theirs)
    if (joined) return joined
  }
  return null
}

export function idOf(operation: Operation): string {
  return operation.kind === 'put' ? operation.annotation.id : operation.annotation
}

function after(operation: Operation): Annotation | null {
  return operation.kind === 'put' ? operation.annotation : null
}
