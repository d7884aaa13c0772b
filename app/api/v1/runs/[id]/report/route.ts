import { z } from 'zod'
import { route } from '@/app/respond'
import { renderReport } from '@/components/report/report'
import { reportOf } from '@/lib/runs/report'

const Query = z.object({ download: z.enum(['0', '1']).default('0') })

/** One page about a run. It holds texts of people, so the browser is told to run nothing that might be in it. */
export const GET = route<{ id: string }>('runs.read', async (ctx, request, { id }) => {
  const { download } = Query.parse({ download: new URL(request.url).searchParams.get('download') ?? undefined })
  const report = await reportOf(ctx, id)
  const name = `${report.run.name} run ${report.run.number}.html`
  return new Response(await renderReport(report), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals",
      'content-disposition': `${download === '1' ? 'attachment' : 'inline'}; filename="report.html"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
      'cache-control': 'private, no-store',
    },
  })
})
