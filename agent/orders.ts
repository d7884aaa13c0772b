import type { AgentOrder } from '@/lib/protocol/messages'

export interface OrderedWork {
  /** Takes nothing new, or does again. */
  hold(holding: boolean): void
  /** Ends what runs, to be queued again at once. */
  handBack(): void
  /** Resolves when nothing runs. */
  idle(): Promise<void>
}

export interface OrdersOptions {
  work: OrderedWork
  log: (line: string) => void
  /** Called when what the heartbeats say of the orders has changed. */
  changed: () => void
  /** The process is to end, since what it was ordered to do is done; undefined where it stays, idle. */
  end: (() => void) | undefined
}

const words: Record<AgentOrder, string> = {
  work: 'Takes steps again',
  pause: 'Paused: takes no steps until it is resumed',
  drain: 'Drains: finishes what it runs, takes nothing new, then ends',
  stop: 'Stops: hands back what it runs',
}

/** Does what the studio orders. */
export class Orders {
  state: AgentOrder = 'work'
  /** What was ordered is done: nothing runs, and nothing will. */
  done = false

  constructor(private readonly options: OrdersOptions) {}

  obey(state: AgentOrder): void {
    if (state === this.state) return
    const { work, log, changed } = this.options
    this.state = state
    this.done = false
    log(words[state])
    work.hold(state !== 'work')
    if (state === 'stop') work.handBack()
    changed()
    if (state === 'drain' || state === 'stop') void work.idle().then(() => this.finish(state))
  }

  private finish(state: AgentOrder): void {
    // Resumed meanwhile.
    if (this.state !== state) return
    this.options.log(state === 'drain' ? 'Drained' : 'Stopped')
    if (this.options.end) return this.options.end()
    this.done = true
    this.options.changed()
  }
}
