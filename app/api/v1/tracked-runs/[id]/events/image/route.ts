import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { openImage } from '@/lib/tensorboard/view'

export const GET = route<{ id: string }>('experiments.read', async (ctx, request, { id }) => {
  const { mediaType, stream } = await openImage(ctx, id, new URL(request.url).searchParams.get('digest') ?? '')
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: { 'content-type': mediaType, 'cache-control': 'private, max-age=31536000, immutable', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" },
  })
})
