import { route } from '@/app/respond'
import { logText, readLogs } from '@/lib/runs/logs'
import { readRun } from '@/lib/runs/read'

export const GET = route<{ id: string }>('runs.read', async (ctx, request, { id }) => {
  const query = new URL(request.url).searchParams
  const given = (name: string) => query.get(name) || undefined
  const input = { node: given('node'), search: given('search'), after: given('after') }
  if (query.get('format') !== 'text') return readLogs(ctx, id, { ...input, limit: given('limit') })
  const run = await readRun(ctx, id)
  const pages = logText(ctx, id, input)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const page = await pages.next()
      if (page.done) controller.close()
      else controller.enqueue(encoder.encode(page.value))
    },
    cancel: () => void pages.return(undefined),
  })
  const name = `run-${run.number}${input.node ? `-${input.node}` : ''}.log`
  return new Response(body, { headers: { 'content-type': 'text/plain; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` } })
})
