import * as Y from 'yjs'
import { Store } from './store'

/** How far the draft has got. `count` is the number of edits that the server does not have yet. */
export type SaveState =
  | { kind: 'saved' }
  | { kind: 'pending'; count: number }
  /** No answer; the edits wait in this browser and are sent as soon as there is one. */
  | { kind: 'offline'; count: number }
  /** The server said no; `message` says why. Edits stay in this browser. */
  | { kind: 'refused'; count: number; message: string }

/** What a transport throws: `retry` for a lost connection, `missing` where the server lacks earlier updates, else a refusal. */
export class SendError extends Error {
  constructor(readonly reason: 'retry' | 'missing' | 'refused', message: string) {
    super(message)
  }
}

export interface Transport {
  /** Resolves once the update is stored. @throws SendError */
  send(update: Uint8Array, options: { keepalive: boolean }): Promise<void>
}

/** Transactions with one of these origins came from outside and are not to be sent. */
export const remoteOrigin = 'server'

/** Milliseconds between an edit and its sending; edits in between travel together. */
const gather = 250
const firstRetry = 1_000
const lastRetry = 10_000

/**
 * Carries the own edits of a document to the server, in order and each until it is acknowledged. The document itself is
 * the queue's backing: where the server lacks something, all that it may lack is sent again, which is harmless.
 */
export class DraftSync {
  readonly state = new Store<SaveState>({ kind: 'saved' })
  private queue: Uint8Array[] = []
  private sending = 0
  private trouble: { kind: 'offline' } | { kind: 'refused'; message: string } | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private delay = firstRetry
  private stopped = false

  constructor(
    private readonly doc: Y.Doc,
    private readonly transport: Transport,
    private readonly ignored: (origin: unknown) => boolean = (origin) => origin === remoteOrigin,
  ) {
    doc.on('update', this.onUpdate)
  }

  private onUpdate = (update: Uint8Array, origin: unknown) => {
    if (this.ignored(origin)) return
    this.queue.push(update)
    this.tell()
    // While offline the retry timer is running already; a refusal waits for `flush`.
    if (!this.timer && !this.trouble) this.timer = setTimeout(() => void this.deliver(), gather)
  }

  /**
   * After what an earlier session kept in this browser was read into the document: sends what the server, which had
   * `known`, lacks of it.
   */
  recover(known: Uint8Array): void {
    const server = new Y.Doc()
    Y.applyUpdate(server, known)
    const same = Y.equalSnapshots(Y.snapshot(server), Y.snapshot(this.doc))
    if (!same) this.onUpdate(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)), undefined)
    server.destroy()
  }

  /** Sends now what waits. True once the server has everything. */
  async flush({ keepalive = false }: { keepalive?: boolean } = {}): Promise<boolean> {
    if (this.trouble?.kind === 'refused') this.trouble = undefined
    while (this.queue.length > 0 || this.sending > 0) {
      if (this.sending > 0) await this.settled()
      else await this.deliver(keepalive)
      if (this.trouble) return false
    }
    return true
  }

  private waiting: (() => void)[] = []
  private settled(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  private async deliver(keepalive = false): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.sending > 0 || this.queue.length === 0 || this.stopped) return
    const batch = this.queue
    this.queue = []
    this.sending = batch.length
    this.tell()
    try {
      await this.transport.send(batch.length === 1 ? batch[0]! : Y.mergeUpdates(batch), { keepalive })
      this.trouble = undefined
      this.delay = firstRetry
    } catch (error) {
      this.failed(batch, error)
    }
    this.sending = 0
    this.tell()
    for (const resolve of this.waiting.splice(0)) resolve()
    if (this.queue.length > 0 && !this.timer && !this.trouble) this.timer = setTimeout(() => void this.deliver(), gather)
  }

  private failed(batch: Uint8Array[], error: unknown): void {
    const reason = error instanceof SendError ? error.reason : 'refused'
    this.queue = reason === 'missing' ? [Y.encodeStateAsUpdate(this.doc)] : [...batch, ...this.queue]
    if (reason === 'missing') return
    if (reason === 'refused') {
      this.trouble = { kind: 'refused', message: error instanceof Error ? error.message : 'The studio refused the change.' }
      return
    }
    this.trouble = { kind: 'offline' }
    if (this.stopped) return
    this.timer = setTimeout(() => void this.deliver(), this.delay)
    this.delay = Math.min(lastRetry, this.delay * 2)
  }

  /** Tries at once, for when the browser says that it is online again. */
  retry = (): void => {
    if (this.trouble?.kind !== 'offline') return
    this.delay = firstRetry
    void this.deliver()
  }

  private tell(): void {
    const count = this.queue.length + this.sending
    if (count === 0) return this.state.set(this.state.get().kind === 'saved' ? this.state.get() : { kind: 'saved' })
    if (this.trouble?.kind === 'refused') return this.state.set({ ...this.trouble, count })
    this.state.set({ kind: this.trouble ? 'offline' : 'pending', count })
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    this.doc.off('update', this.onUpdate)
  }
}
