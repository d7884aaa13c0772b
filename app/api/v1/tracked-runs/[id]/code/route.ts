import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { openCode } from '@/lib/commands/view'

export const GET = route<{ id: string }>('experiments.read', async (ctx, request, { id }) => {
  const path = new URL(request.url).searchParams.get('path') ?? ''
  const { stream, size } = await openCode(ctx, id, path)
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(size),
      'cache-control': 'private, max-age=86400',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(path.split('/').at(-1)!)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
})
