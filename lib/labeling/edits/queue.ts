import type { Annotation, Operation } from '../shapes'
import type { Pending } from './document'
import type { Journal } from './journal'
import { mergeEdits } from './merge'

/** How far the edits have got. `count` is how many the server does not have yet; all of them are kept in this browser. */
export type SaveState =
  | { kind: 'saved' }
  | { kind: 'pending'; count: number }
  | { kind: 'offline'; count: number }
  | { kind: 'signed-out'; count: number }
  /** The server will not take them; `message` says why. */
  | { kind: 'refused'; count: number; message: string }

/** `retry`: no answer, or not now. `conflict`: the draft is further than we know. */
export class EditError extends Error {
  constructor(
    readonly reason: 'retry' | 'signed-out' | 'conflict' | 'refused',
    message: string,
  ) {
    super(message)
  }
}

export interface EditTransport {
  /** Resolves to the draft's new revision once the operations are stored. Sending them twice is the same as once. @throws EditError */
  send(edits: { revision: number; operations: Operation[] }, options: { keepalive: boolean }): Promise<{ revision: number }>
  /** The draft as the server has it. @throws EditError */
  load(): Promise<{ revision: number; annotations: Annotation[] }>
}

export interface EditQueueOptions {
  task: string
  revision: number
  /** Null where the browser keeps nothing: edits are then in memory until they are sent. */
  journal: Journal | null
  transport: EditTransport
  onState: (state: SaveState) => void
  /** The document must now show this. `kept` says how many stand twice since two people changed them. */
  onMerge: (annotations: Annotation[], kept: number) => void
  newId?: () => string
}

/** Milliseconds in which edits are gathered, and the pauses after which a lost connection is tried again. */
const gather = 300
const firstRetry = 1_000
const lastRetry = 10_000
/** Operations in one request. */
const most = 200
/** Conflicts in a row after which merging is given up: something else is wrong then. */
const conflictsAllowed = 5

/**
 * Carries the edits of one task to the server: each is in the journal first, is sent in the order in which it was made, and
 * leaves the journal when the server has it. A lost connection is tried again for ever.
 */
export class EditQueue {
  private waiting: Pending[] = []
  private revision: number
  private trouble: Exclude<SaveState['kind'], 'saved' | 'pending'> | null = null
  private message = ''
  private conflicts = 0
  private delay = firstRetry
  private timer: ReturnType<typeof setTimeout> | undefined
  private busy: Promise<void> | null = null
  private journaled: Promise<unknown> = Promise.resolve()
  private stopped = false

  constructor(private readonly options: EditQueueOptions) {
    this.revision = options.revision
  }

  get count(): number {
    return this.waiting.length
  }

  get knownRevision(): number {
    return this.revision
  }

  /** Takes up what an earlier visit left in the journal, brought together with the server's annotations. */
  async recover(server: readonly Annotation[]): Promise<void> {
    const { journal, task } = this.options
    const left = await journal?.list(task)
    if (!left || left.length === 0) return
    await this.takeMerge(server, [...left, ...this.waiting])
    void this.deliver()
  }

  add(pending: Pending[]): void {
    this.waiting.push(...pending)
    this.write(this.options.journal?.append(this.options.task, pending))
    this.tell()
    if (!this.timer && !this.trouble) this.timer = setTimeout(() => void this.deliver(), gather)
  }

  /** Takes over what the server has by now, together with what waits here. */
  async catchUp({ revision, annotations }: { revision: number; annotations: readonly Annotation[] }): Promise<void> {
    this.revision = revision
    await this.takeMerge(annotations, this.waiting)
  }

  /** Sends now what waits. True once the server has everything. */
  async flush({ keepalive = false }: { keepalive?: boolean } = {}): Promise<boolean> {
    this.trouble = null
    while (this.waiting.length > 0) {
      await this.deliver(keepalive)
      if (this.trouble) return false
    }
    await this.journaled
    return true
  }

  /** After the network is back or somebody has signed in. */
  retry = (): void => {
    if (this.trouble === null || this.trouble === 'refused') return
    this.delay = firstRetry
    void this.flush()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private deliver(keepalive = false): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    return (this.busy ??= this.sendOnce(keepalive).finally(() => {
      this.busy = null
      this.tell()
      if (this.waiting.length > 0 && !this.timer && !this.trouble && !this.stopped) this.timer = setTimeout(() => void this.deliver(), gather)
    }))
  }

  private async sendOnce(keepalive: boolean): Promise<void> {
    // A page that is left has no time to wait for the disk.
    if (!keepalive) await this.journaled
    const batch = this.waiting.slice(0, most)
    if (batch.length === 0) return
    try {
      const { revision } = await this.options.transport.send({ revision: this.revision, operations: batch.map(({ operation }) => operation) }, { keepalive })
      this.revision = revision
      this.trouble = null
      this.delay = firstRetry
      this.conflicts = 0
      const sent = new Set(batch.map(({ operation }) => operation.id))
      this.waiting = this.waiting.filter(({ operation }) => !sent.has(operation.id))
      this.write(this.options.journal?.drop(this.options.task, [...sent]))
    } catch (error) {
      await this.failed(error)
    }
  }

  private async failed(error: unknown): Promise<void> {
    const reason = error instanceof EditError ? error.reason : 'refused'
    if (reason === 'conflict' && this.conflicts++ < conflictsAllowed) {
      try {
        return await this.catchUp(await this.options.transport.load())
      } catch (again) {
        if (again instanceof EditError && again.reason !== 'conflict') return this.failed(again)
      }
    }
    this.message = error instanceof Error ? error.message : 'The studio refused the edit.'
    this.trouble = reason === 'refused' || reason === 'signed-out' ? reason : 'offline'
    if (this.trouble !== 'offline' || this.stopped) return
    this.timer = setTimeout(() => void this.flush(), this.delay)
    this.delay = Math.min(lastRetry, this.delay * 2)
  }

  private async takeMerge(server: readonly Annotation[], edits: readonly Pending[]): Promise<void> {
    const { journal, task, onMerge, newId = () => crypto.randomUUID() } = this.options
    const { annotations, pending, kept } = mergeEdits(server, edits, newId)
    const old = new Set(edits.map(({ operation }) => operation.id))
    const fresh = pending.filter(({ operation }) => !old.has(operation.id))
    const left = new Set(pending.map(({ operation }) => operation.id))
    // First what is new, then what it replaces: a crash between leaves both, which the next merge brings together.
    this.write(journal?.append(task, fresh))
    this.write(journal?.drop(task, [...old].filter((id) => !left.has(id))))
    this.waiting = pending
    onMerge(annotations, kept.length)
    this.tell()
  }

  private write(done: Promise<void> | undefined): void {
    // Where the disk is full the edit is still in memory and is sent at once.
    if (done) this.journaled = Promise.all([this.journaled, done]).catch(() => undefined)
  }

  private tell(): void {
    const count = this.waiting.length
    if (count === 0 && this.trouble === null) return this.options.onState({ kind: 'saved' })
    if (this.trouble === 'refused') return this.options.onState({ kind: 'refused', count, message: this.message })
    this.options.onState({ kind: this.trouble ?? 'pending', count })
  }
}
