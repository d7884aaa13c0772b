import * as Y from 'yjs'
import { edgesOf, nodesOf } from '@/lib/drafts/document'
import { bookmarksOf, groupsOf, notesOf } from '@/lib/drafts/marks'
import { parametersOf } from '@/lib/drafts/parameters'
import type { Graph } from '@/lib/graph/schema'
import { followDocument } from './snapshot'
import { Store } from './store'

/** What marks a transaction as made here: the undo manager follows these alone, so that nobody undoes another's work. */
export class LocalEdit {
  constructor(readonly label: string) {}
}

export interface UndoState {
  /** What would be undone, in words; undefined where there is nothing. */
  undo: string | undefined
  redo: string | undefined
}

/** Milliseconds without a key press after which typing goes on as a new undo step. */
const typingPause = 1_000

/** A pipeline's draft in this tab: the shared document, the graph read out of it, and the own undo history. */
export class Draft {
  readonly doc: Y.Doc
  readonly graph = new Store<Graph>({ nodes: [], edges: [] })
  readonly history = new Store<UndoState>({ undo: undefined, redo: undefined })
  private readonly manager: Y.UndoManager
  private readonly unfollow: () => void
  private group: { key: string; until: number } | undefined

  constructor(doc: Y.Doc = new Y.Doc()) {
    this.doc = doc
    this.unfollow = followDocument(doc, this.graph.set)
    this.manager = new Y.UndoManager([nodesOf(doc), edgesOf(doc), notesOf(doc), groupsOf(doc), bookmarksOf(doc), parametersOf(doc)], {
      trackedOrigins: new Set([LocalEdit]),
      // Grouping is decided in `change`, never by the clock alone.
      captureTimeout: Number.MAX_SAFE_INTEGER,
    })
    this.manager.on('stack-item-added', ({ stackItem, origin, type }) => {
      if (type === 'undo' && origin instanceof LocalEdit) stackItem.meta.set('label', origin.label)
      this.tellHistory()
    })
    this.manager.on('stack-item-popped', () => this.tellHistory())
    this.manager.on('stack-cleared', () => this.tellHistory())
  }

  /**
   * One action of the person: one transaction, one undo. Actions of one `group` (the same field being typed into) that
   * follow within a second are one undo together.
   */
  change(label: string, edit: (doc: Y.Doc) => void, { group }: { group?: string } = {}): void {
    const now = Date.now()
    if (!group || this.group?.key !== group || now > this.group.until) this.manager.stopCapturing()
    this.group = group ? { key: group, until: now + typingPause } : undefined
    this.doc.transact(() => edit(this.doc), new LocalEdit(label))
  }

  undo(): string | undefined {
    return this.step(this.history.get().undo, () => this.manager.undo())
  }

  redo(): string | undefined {
    return this.step(this.history.get().redo, () => this.manager.redo())
  }

  private step(label: string | undefined, run: () => Y.UndoManager['undoStack'][number] | null): string | undefined {
    this.group = undefined
    const other = this.movingLabel
    this.movingLabel = label
    const done = run()
    this.movingLabel = other
    return done ? label : undefined
  }

  /** The label that moves to the other stack while undo or redo runs. */
  private movingLabel: string | undefined

  private tellHistory(): void {
    if (this.movingLabel !== undefined) {
      for (const stack of [this.manager.undoStack, this.manager.redoStack]) {
        const last = stack.at(-1)
        if (last && !last.meta.has('label')) last.meta.set('label', this.movingLabel)
      }
    }
    const label = (stack: Y.UndoManager['undoStack']) => stack.at(-1) && ((stack.at(-1)!.meta.get('label') as string | undefined) ?? 'edit')
    this.history.set({ undo: label(this.manager.undoStack), redo: label(this.manager.redoStack) })
  }

  destroy(): void {
    this.unfollow()
    this.manager.destroy()
    this.doc.destroy()
  }
}
