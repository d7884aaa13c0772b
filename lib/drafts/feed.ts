import { connection, type Connection } from '@/db/client'
import { draftRevisions } from '@/db/queries/pipelines'
import { DraftMessage, draftChannel } from './channel'

type Listener = (message: DraftMessage) => void

/**
 * Brings what other processes say of drafts to the streams that this process serves: one LISTEN connection for all of
 * them, and every second one query for revisions whose notification was lost.
 */
export class DraftFeed {
  private listeners = new Map<string, Set<Listener>>()
  /** The last number of each draft, and of its comments, that was told of. */
  private seen = { update: new Map<string, number>(), comments: new Map<string, number>() }
  private listening: Promise<unknown> | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly connection: Pick<Connection, 'db' | 'sql'>) {}

  /** Calls `listener` for each message on this draft until the answer is called. Resolves once nothing can be missed. */
  async subscribe(pipeline: string, listener: Listener): Promise<() => void> {
    const set = this.listeners.get(pipeline) ?? new Set()
    this.listeners.set(pipeline, set.add(listener))
    this.timer ??= setInterval(() => void this.catchUp().catch(() => {}), 1_000)
    this.timer.unref()
    this.listening ??= this.connection.sql.listen(draftChannel, (text) => this.receive(text))
    // A database that cannot be listened to leaves the query above, which is slower and as right.
    await this.listening.catch(() => (this.listening = undefined))
    return () => this.unsubscribe(pipeline, listener)
  }

  private unsubscribe(pipeline: string, listener: Listener): void {
    const set = this.listeners.get(pipeline)
    set?.delete(listener)
    if (set?.size === 0) {
      this.listeners.delete(pipeline)
      for (const numbers of Object.values(this.seen)) numbers.delete(pipeline)
    }
    if (this.listeners.size === 0) {
      clearInterval(this.timer)
      this.timer = undefined
    }
  }

  private receive(text: string): void {
    let message: DraftMessage
    try {
      message = DraftMessage.parse(JSON.parse(text))
    } catch {
      return
    }
    if (message.kind === 'update' || message.kind === 'comments') this.seen[message.kind].set(message.pipeline, message.seq)
    for (const listener of this.listeners.get(message.pipeline) ?? []) listener(message)
  }

  private async catchUp(): Promise<void> {
    for (const { id, revision, comments } of await draftRevisions(this.connection.db, [...this.listeners.keys()])) {
      this.tell('update', id, revision)
      this.tell('comments', id, comments)
    }
  }

  private tell(kind: 'update' | 'comments', pipeline: string, seq: number): void {
    const seen = this.seen[kind].get(pipeline)
    this.seen[kind].set(pipeline, seq)
    if (seen === seq) return
    for (const listener of this.listeners.get(pipeline) ?? []) listener({ kind, pipeline, seq })
  }
}

const holder = globalThis as unknown as { atelierDraftFeed?: DraftFeed }

/** The process's one feed, kept over hot reloads. */
export function draftFeed(): DraftFeed {
  return (holder.atelierDraftFeed ??= new DraftFeed(connection()))
}
