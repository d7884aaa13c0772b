import { route } from '@/app/respond'
import { exportSeries } from '@/lib/comparison/read-series'
import { AppError } from '@/lib/errors'

export const GET = route('experiments.read', async (ctx, request) => {
  const query = new URL(request.url).searchParams
  const metric = query.get('metric')
  if (!metric) throw new AppError('invalid', 'Say which metric to export: metric=<name>.')
  const lines = exportSeries(ctx, { runs: query.getAll('run'), metric })
  // What is refused is refused before the answer begins.
  const first = await lines.next()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first.value ?? '')),
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: () => void lines.return(undefined),
  })
  const name = metric.replace(/[^\w.-]+/g, '-')
  return new Response(body, { headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}.csv"` } })
})
