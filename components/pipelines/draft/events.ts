import * as Y from 'yjs'
import { fromBase64 } from './base64'
import { Store } from './store'
import { remoteOrigin } from './sync'

/** Someone else who has the draft open. One person may be here with several tabs. */
export interface Visitor {
  tab: string
  person: string
  name: string
  seen: number
}

/** Milliseconds after which a tab that no longer tells of itself is taken for closed. */
const stale = 60_000

/** Listens to `GET /api/v1/pipelines/{id}/events`: others' updates go into the document, their presence into `visitors`. */
export class DraftEvents {
  readonly visitors = new Store<Visitor[]>([])
  readonly connected = new Store(true)
  /** Counts the times at which comments may have changed. */
  readonly comments = new Store(0)
  private source: EventSource | undefined
  private retry: ReturnType<typeof setTimeout> | undefined
  private readonly sweep: ReturnType<typeof setInterval>

  constructor(
    private readonly doc: Y.Doc,
    /** The stream's address with a place for the sequence number to start after. */
    private readonly url: (since: number) => string,
    private seq: number,
  ) {
    this.open()
    this.sweep = setInterval(() => this.keep((visitor) => visitor.seen > Date.now() - stale), 10_000)
  }

  private open = (): void => {
    const source = new EventSource(this.url(this.seq))
    this.source = source
    source.addEventListener('open', () => this.connected.set(true))
    source.addEventListener('update', (event) => {
      this.seq = Math.max(this.seq, Number(event.lastEventId))
      Y.applyUpdate(this.doc, fromBase64(JSON.parse(event.data) as string), remoteOrigin)
    })
    const bump = () => this.comments.set(this.comments.get() + 1)
    source.addEventListener('comments', bump)
    // What was written while the stream was lost.
    source.addEventListener('ready', bump)
    source.addEventListener('presence', (event) => this.meet(JSON.parse(event.data) as Visitor & { gone: boolean }))
    source.addEventListener('error', () => {
      this.connected.set(false)
      // A refused stream is closed for good; the browser reopens only lost ones.
      if (source.readyState === EventSource.CLOSED) this.retry = setTimeout(this.open, 3_000)
    })
  }

  private meet({ gone, tab, person, name }: Visitor & { gone: boolean }): void {
    const others = this.visitors.get().filter((visitor) => visitor.tab !== tab)
    this.visitors.set(gone ? others : [...others, { tab, person, name, seen: Date.now() }])
  }

  private keep(test: (visitor: Visitor) => boolean): void {
    const kept = this.visitors.get().filter(test)
    if (kept.length < this.visitors.get().length) this.visitors.set(kept)
  }

  close(): void {
    clearInterval(this.sweep)
    clearTimeout(this.retry)
    this.source?.close()
  }
}
