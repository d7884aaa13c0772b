import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { ImageKind, readImageFile } from '@/lib/labeling/read-images'

interface Params {
  id: string
  image: string
}

export const GET = route<Params>('labeling.read', async (ctx, request, { id, image }) => {
  const as = ImageKind.parse(new URL(request.url).searchParams.get('as') ?? undefined)
  const { stream, size, mime, digest, fileName } = await readImageFile(ctx, id, image, as)
  if (request.headers.get('if-none-match') === `"${digest}"`) {
    stream.destroy()
    return new Response(null, { status: 304 })
  }
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': mime,
      'content-length': String(size),
      etag: `"${digest}"`,
      'cache-control': 'private, max-age=86400, immutable',
      // A file that somebody brought must never run as a page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-disposition': `${as === 'original' ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(fileName.split('/').at(-1)!)}`,
    },
  })
})
