import { route } from '@/app/respond'
import type { Actor } from '@/lib/context'
import type { Presence } from '@/lib/drafts/channel'
import { streamDraft, type DraftEvent } from '@/lib/drafts/event-stream'
import { draftFeed } from '@/lib/drafts/feed'
import { readPipeline } from '@/lib/pipelines/read'

export const dynamic = 'force-dynamic'

/**
 * Server-sent events: `update` (base64 of a Yjs update, its sequence number as id), `presence`, `comments`, `ready`. Starts after
 * `?since=`, or where `Last-Event-ID` says that a lost stream had got to. `?tab=` is the watching tab.
 */
export const GET = route<{ id: string }>('pipelines.read', async (ctx, request, { id }) => {
  await readPipeline(ctx, id)
  const query = new URL(request.url).searchParams
  const since = Number(request.headers.get('last-event-id') ?? query.get('since') ?? 0) || 0
  const presence = presenceOf(ctx.actor, query.get('tab'))
  const stop = new AbortController()
  request.signal.addEventListener('abort', () => stop.abort(), { once: true })
  // A reader that left while the pipeline was looked up sends no further event.
  if (request.signal.aborted) stop.abort()
  const text = new TextEncoder()
  let beat: NodeJS.Timeout | undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (line: string) => {
        try {
          controller.enqueue(text.encode(line))
        } catch {
          stop.abort()
        }
      }
      write('retry: 1000\n\n')
      // Proxies close a stream on which nothing moves.
      beat = setInterval(() => write(':\n\n'), 15_000)
      streamDraft(ctx, draftFeed(), { pipelineId: id, since, presence, signal: stop.signal }, (event) => write(lineOf(event)))
        .catch((error: unknown) => console.error('The draft stream ended:', error))
        .finally(() => {
          clearInterval(beat)
          if (!stop.signal.aborted) controller.close()
        })
    },
    cancel() {
      clearInterval(beat)
      stop.abort()
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', connection: 'keep-alive', 'x-accel-buffering': 'no' },
  })
})

function lineOf({ event, id, data }: DraftEvent): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}

/** Scripts watch unseen. */
function presenceOf(actor: Actor, tab: string | null): Presence | null {
  if (!tab || actor.kind !== 'user') return null
  return { tab: tab.slice(0, 64), person: actor.id, name: actor.name.slice(0, 120), selected: [] }
}
