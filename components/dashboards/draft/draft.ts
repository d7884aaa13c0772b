import { Store } from '@/components/pipelines/draft/store'
import { mergeDrafts } from '@/lib/dashboards/merge'
import type { DashboardContent } from '@/lib/dashboards/schema'
import type { Journal } from './journal'
import { SaveError, type Transport } from './transport'

/** How far the edits have got; all that are not saved are kept in this browser. */
export type SaveState = { kind: 'saved' } | { kind: 'pending' } | { kind: 'offline' } | { kind: 'signed-out' } | { kind: 'refused'; message: string }

/** Milliseconds in which edits are gathered, and the pauses after which a lost connection is tried again. */
const gather = 400
const firstRetry = 1_000
const lastRetry = 15_000
const mostUndo = 100
/** Conflicts in a row after which merging is given up: something else is wrong then. */
const conflictsAllowed = 5

export interface DraftOptions {
  draft: DashboardContent
  revision: number
  journal: Journal
  transport: Transport
  newId?: () => string
}

const same = (a: DashboardContent, b: DashboardContent) => JSON.stringify(a) === JSON.stringify(b)

/**
 * A dashboard's draft in one tab: edits are in the journal at once and with the studio soon after. Where another tab or person
 * has changed it meanwhile, both changes are kept. Undo takes back own edits only.
 */
export class Draft {
  readonly content: Store<DashboardContent>
  readonly state = new Store<SaveState>({ kind: 'saved' })
  readonly steps = new Store({ undo: 0, redo: 0 })
  /** While a tile is dragged, changes of others wait. */
  held = false
  private base: DashboardContent
  private revision: number
  private past: DashboardContent[] = []
  private future: DashboardContent[] = []
  private grouped = ''
  private delay = firstRetry
  private conflicts = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private busy: Promise<void> | null = null
  private waiting: { draft: DashboardContent; revision: number } | null = null

  constructor(private readonly options: DraftOptions) {
    this.base = options.draft
    this.revision = options.revision
    this.content = new Store(options.draft)
  }

  /** Takes up what earlier visits left. */
  recover(): void {
    for (const { unsaved, forget } of this.options.journal.left()) {
      this.take(mergeDrafts(unsaved.base, unsaved.mine, this.content.get(), this.newId))
      forget()
    }
  }

  /** One step to undo; edits with the same `group` in a row, as in typing, are one. */
  edit(change: (content: DashboardContent) => DashboardContent, group = ''): void {
    const before = this.content.get()
    const next = change(before)
    if (same(before, next)) return
    if (group === '' || group !== this.grouped) this.past = [...this.past, before].slice(-mostUndo)
    this.grouped = group
    this.future = []
    this.take(next)
  }

  undo = (): void => {
    const step = this.past.pop()
    if (!step) return
    this.future.push(this.content.get())
    this.grouped = ''
    this.take(step)
  }

  redo = (): void => {
    const step = this.future.pop()
    if (!step) return
    this.past.push(this.content.get())
    this.grouped = ''
    this.take(step)
  }

  /** The draft as the studio has it now, after a change by anybody. */
  receive(server: { draft: DashboardContent; revision: number }): void {
    if (server.revision <= this.revision) return
    if (this.held || this.busy) this.waiting = server
    else this.join(server)
  }

  /** Lets waiting changes of others in. */
  release(): void {
    this.held = false
    const server = this.waiting
    this.waiting = null
    if (server) this.receive(server)
  }

  /** Sends now what waits. True once the studio has everything. */
  async flush({ keepalive = false } = {}): Promise<boolean> {
    clearTimeout(this.timer)
    for (let round = 0; round < 20 && !same(this.base, this.content.get()); round++) {
      await (this.busy ??= this.send(keepalive).finally(() => (this.busy = null)))
      if (this.state.get().kind !== 'pending') break
    }
    if (!this.held) this.release()
    return same(this.base, this.content.get())
  }

  retry = (): void => {
    this.delay = firstRetry
    this.conflicts = 0
    void this.flush()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private newId = () => (this.options.newId ?? (() => crypto.randomUUID()))()

  private take(next: DashboardContent): void {
    this.content.set(next)
    this.steps.set({ undo: this.past.length, redo: this.future.length })
    this.write()
    if (same(this.base, next)) {
      this.state.set({ kind: 'saved' })
      return
    }
    if (this.state.get().kind === 'saved') this.state.set({ kind: 'pending' })
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), gather)
  }

  private write(): void {
    const mine = this.content.get()
    this.options.journal.write(same(this.base, mine) ? null : { base: this.base, mine })
  }

  /** Brings the studio's draft together with what is here and with every step that can be undone. */
  private join({ draft, revision }: { draft: DashboardContent; revision: number }): void {
    const onto = (content: DashboardContent) => mergeDrafts(this.base, content, draft, this.newId)
    const mine = onto(this.content.get())
    this.past = this.past.map(onto)
    this.future = this.future.map(onto)
    this.base = draft
    this.revision = revision
    this.take(mine)
  }

  private async send(keepalive: boolean): Promise<void> {
    const sent = this.content.get()
    try {
      const { revision } = await this.options.transport.save(sent, this.revision, { keepalive })
      this.base = sent
      this.revision = revision
      this.delay = firstRetry
      this.conflicts = 0
      this.write()
      this.state.set({ kind: same(sent, this.content.get()) ? 'saved' : 'pending' })
    } catch (error) {
      await this.failed(error)
    }
  }

  private async failed(error: unknown): Promise<void> {
    const reason = error instanceof SaveError ? error.reason : 'refused'
    if (reason === 'conflict' && this.conflicts++ < conflictsAllowed) {
      try {
        return this.join(await this.options.transport.load())
      } catch (again) {
        if (again instanceof SaveError && again.reason !== 'conflict') return this.failed(again)
      }
    }
    if (reason === 'signed-out') return this.state.set({ kind: 'signed-out' })
    if (reason === 'refused' || reason === 'conflict') return this.state.set({ kind: 'refused', message: error instanceof Error ? error.message : 'The studio refused the change.' })
    this.state.set({ kind: 'offline' })
    this.timer = setTimeout(() => void this.flush(), this.delay)
    this.delay = Math.min(lastRetry, this.delay * 2)
  }
}
