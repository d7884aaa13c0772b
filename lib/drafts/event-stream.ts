import { notify } from '@/db/queries/pipelines'
import type { Context } from '@/lib/context'
import { draftChannel, type DraftMessage, type Presence } from './channel'
import type { DraftFeed } from './feed'
import { loadUpdates } from './load-updates'

/** One server-sent event. `id` is the sequence number from which a reconnecting browser goes on. */
export interface DraftEvent {
  event: 'update' | 'presence' | 'comments' | 'ready'
  id?: number
  data: unknown
}

export interface StreamInput {
  pipelineId: string
  since: number
  /** Who watches; null for a script, which is not shown to others. */
  presence: Presence | null
  signal: AbortSignal
}

/**
 * Sends the draft's updates after `since`, then each new one as it is saved, without those of the own tab; and who else is
 * here, and `comments` whenever those on its steps change. Ends when `signal` aborts.
 * @throws AppError `not_found`, `forbidden` before the first event.
 */
export async function streamDraft(ctx: Context, feed: DraftFeed, input: StreamInput, send: (event: DraftEvent) => void): Promise<void> {
  let cursor = input.since
  const flush = async () => {
    for (const row of await loadUpdates(ctx, input.pipelineId, cursor)) {
      cursor = row.seq
      if (input.presence && row.origin === input.presence.tab) continue
      send({ event: 'update', id: row.seq, data: Buffer.from(row.update).toString('base64') })
    }
  }
  const say = (kind: 'hello' | 'here' | 'bye') =>
    input.presence
      ? notify(ctx.db, draftChannel, JSON.stringify({ kind, pipeline: input.pipelineId, presence: input.presence } satisfies DraftMessage))
      : Promise.resolve()

  await flush()
  let queue = Promise.resolve()
  const later = (work: () => Promise<void>) => {
    queue = queue.then(() => (input.signal.aborted ? undefined : work())).catch(() => {})
  }
  const unsubscribe = await feed.subscribe(input.pipelineId, (message) => {
    if (message.kind === 'update') return void (message.seq > cursor && later(flush))
    if (message.kind === 'comments') return send({ event: 'comments', data: {} })
    if (message.presence.tab === input.presence?.tab) return
    send({ event: 'presence', data: { ...message.presence, gone: message.kind === 'bye' } })
    if (message.kind === 'hello') later(() => say('here'))
  })
  later(flush)
  later(async () => send({ event: 'ready', data: {} }))
  later(() => say('hello'))
  const beat = setInterval(() => later(() => say('here')), 20_000)
  await new Promise<void>((resolve) => (input.signal.aborted ? resolve() : input.signal.addEventListener('abort', () => resolve(), { once: true })))
  clearInterval(beat)
  unsubscribe()
  await say('bye').catch(() => {})
}
