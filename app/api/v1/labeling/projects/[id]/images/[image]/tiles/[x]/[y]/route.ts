import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { readTile } from '@/lib/labeling/image-tiles'

interface Params {
  id: string
  image: string
  x: string
  y: string
}

export const GET = route<Params>('labeling.read', async (ctx, _request, { id, image, x, y }) => {
  const { stream, size, etag } = await readTile(ctx, id, image, { x: Number(x), y: Number(y) })
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: { 'content-type': 'image/jpeg', 'content-length': String(size), etag: `"${etag}"`, 'cache-control': 'private, max-age=86400, immutable', 'x-content-type-options': 'nosniff' },
  })
})
