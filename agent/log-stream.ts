import { splitLines } from '@/lib/process/spool'
import type { Lease, LogChunk } from '@/lib/protocol/messages'
import { persist, StudioError, type Studio } from './studio'

const flushMs = 200
const batchLines = 500
/** Lines kept while the studio is away; beyond them the oldest unsent are dropped and counted. */
const spoolLines = 20_000
const lineLength = 20_000

/** Sends the lines of one attempt in small batches; what a short step says travels with its `done`. */
export class LogStream {
  private unsent: LogChunk[] = []
  private seq: number
  private dropped = 0
  private timer: NodeJS.Timeout | undefined
  private sending: Promise<void> | undefined
  private closed = false

  constructor(
    private readonly studio: Studio,
    private readonly lease: Lease,
    private readonly signal: AbortSignal,
    /** The number of its first line: others were sent by a former process. */
    firstSeq = 0,
  ) {
    this.seq = firstSeq
  }

  write(text: string, stream: LogChunk['stream'] = 'stdout'): void {
    for (const line of splitLines(text)) {
      const cut = line.length > lineLength ? `${line.slice(0, lineLength)} … (${line.length - lineLength} more characters)` : line
      this.unsent.push({ seq: this.seq++, stream, text: cut, at: Date.now() })
    }
    if (this.unsent.length > spoolLines) this.dropped += this.unsent.splice(0, this.unsent.length - spoolLines).length
    if (!this.closed) this.timer ??= setTimeout(() => void this.flush(), flushMs)
  }

  /** Stops sending and gives what is left, for `done`. Many lines are sent before. */
  async close(): Promise<LogChunk[]> {
    this.closed = true
    clearTimeout(this.timer)
    await this.sending
    while (this.unsent.length > batchLines && !this.signal.aborted) await this.sendBatch()
    this.noteDropped()
    return this.unsent
  }

  private flush(): Promise<void> {
    this.timer = undefined
    this.sending ??= this.sendBatch().finally(() => {
      this.sending = undefined
      if (this.unsent.length > 0 && !this.closed) this.timer ??= setTimeout(() => void this.flush(), flushMs)
    })
    return this.sending
  }

  private async sendBatch(): Promise<void> {
    this.noteDropped()
    const batch = this.unsent.slice(0, batchLines)
    try {
      await persist(() => this.studio.post(`leases/${this.lease.id}/logs`, { fence: this.lease.fence, clock: Date.now(), chunks: batch }), { signal: this.signal })
    } catch (error) {
      // A refused batch is not sent again: the lease is stale, or the studio will not have it.
      if (!(error instanceof StudioError)) return
    }
    const last = batch.at(-1)!.seq
    this.unsent = this.unsent.filter((chunk) => chunk.seq > last)
  }

  private noteDropped(): void {
    if (this.dropped === 0) return
    const text = `… ${this.dropped} lines were dropped while the studio could not be reached`
    this.dropped = 0
    this.unsent.unshift({ seq: Math.max(0, (this.unsent[0]?.seq ?? this.seq) - 1), stream: 'system', text, at: Date.now() })
  }
}
