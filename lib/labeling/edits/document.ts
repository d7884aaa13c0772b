import { ShapeIndex, inOrder } from '../canvas/shape-index'
import type { Annotation, Operation } from '../shapes'
import { joinChanges } from './same'

/** What one edit does to one annotation; null where there was none, or is none. */
export interface Change {
  before: Annotation | null
  after: Annotation | null
}

export interface EditOptions {
  /** Edits of the same gesture, e.g. a nudge repeated: they are undone as one. */
  gesture?: string
}

/** An operation, and what the annotation was before it: needed to tell whether somebody else has changed it meanwhile. */
export interface Pending {
  operation: Operation
  before: Annotation | null
}

interface Step {
  changes: Change[]
  gesture?: string
}

/** The annotations of one task as they stand here, with the one stack of what was done to them. */
export class TaskDocument {
  private byId: Map<string, Annotation>
  private done: Step[] = []
  private undone: Step[] = []
  private listeners = new Set<() => void>()
  private ordered: Annotation[] | undefined
  index: ShapeIndex
  /** Grows with every change. */
  version = 0

  /** `send` gets the operations of every change made here, also of an undo. `newId` makes their ids. */
  constructor(
    annotations: readonly Annotation[],
    private readonly send: (pending: Pending[]) => void,
    private readonly newId: () => string = () => crypto.randomUUID(),
  ) {
    this.byId = new Map(annotations.map((annotation) => [annotation.id, annotation]))
    this.index = new ShapeIndex(annotations)
  }

  get = (id: string): Annotation | undefined => this.byId.get(id)

  /** In the order in which they are drawn. The same array until something changes. */
  all = (): readonly Annotation[] => (this.ordered ??= [...this.byId.values()].sort(inOrder))

  get canUndo(): boolean {
    return this.done.length > 0
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  /** Puts annotations in, in place of those with the same ids, and takes others out; one step to undo. */
  edit(puts: readonly Annotation[], removes: readonly string[] = [], { gesture }: EditOptions = {}): void {
    const changes: Change[] = [
      ...puts.map((after) => ({ before: this.byId.get(after.id) ?? null, after })),
      ...removes.flatMap((id) => (this.byId.has(id) ? [{ before: this.byId.get(id)!, after: null }] : [])),
    ]
    if (changes.length === 0) return
    const last = this.done.at(-1)
    if (gesture && last?.gesture === gesture) last.changes = joined(last.changes, changes)
    else this.done.push({ changes, gesture })
    this.undone = []
    this.commit(changes)
  }

  /** Takes the last step back. Returns what is there again or is still there. */
  undo(): Annotation[] {
    const step = this.done.pop()
    if (!step) return []
    this.undone.push({ changes: step.changes })
    return this.commit(step.changes.map(({ before, after }) => this.onto({ before: after, after: before })).reverse())
  }

  redo(): Annotation[] {
    const step = this.undone.pop()
    if (!step) return []
    this.done.push({ changes: step.changes })
    return this.commit(step.changes.map((change) => this.onto(change)))
  }

  /** The change to what is there now: parts that somebody else changed since (a label that was split) stay as they are. */
  private onto({ before, after }: Change): Change {
    const now = after && this.byId.get(after.id)
    return { before, after: before && after && now ? (joinChanges(before, after, now) ?? after) : after }
  }

  /** Takes over what came from elsewhere. Nothing is sent, and what was done here can still be undone. */
  replace(annotations: readonly Annotation[]): void {
    this.byId = new Map(annotations.map((annotation) => [annotation.id, annotation]))
    this.index = new ShapeIndex(annotations)
    this.tell()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private commit(changes: readonly Change[]): Annotation[] {
    const pending: Pending[] = []
    for (const change of changes) {
      const id = (change.after ?? change.before)!.id
      const before = this.byId.get(id) ?? null
      if (change.after) {
        this.byId.set(id, change.after)
        this.index.put(change.after)
        pending.push({ operation: { id: this.newId(), kind: 'put', annotation: change.after }, before })
      } else if (before) {
        this.byId.delete(id)
        this.index.remove(id)
        pending.push({ operation: { id: this.newId(), kind: 'remove', annotation: id }, before })
      }
    }
    this.tell()
    if (pending.length > 0) this.send(pending)
    return changes.flatMap(({ after }) => (after ? [after] : []))
  }

  private tell(): void {
    this.ordered = undefined
    this.version++
    for (const listener of this.listeners) listener()
  }
}

/** Two changes of the same annotation one after the other are one from the first `before` to the last `after`. */
function joined(first: readonly Change[], second: readonly Change[]): Change[] {
  const idOf = ({ before, after }: Change) => (after ?? before)!.id
  const all = new Map(first.map((change) => [idOf(change), change]))
  for (const change of second) all.set(idOf(change), { before: all.has(idOf(change)) ? all.get(idOf(change))!.before : change.before, after: change.after })
  return [...all.values()]
}
