import { Readable } from 'node:stream'
import { route } from '@/app/respond'
import { rejectedRows } from '@/lib/data/rejected-rows'
import { AppError } from '@/lib/errors'

export const GET = route('data.read', async (ctx, _request, { name, version }: { name: string; version: string }) => {
  if (!/^\d{1,9}$/.test(version)) throw new AppError('invalid', 'A version is a number.')
  const called = decodeURIComponent(name)
  const { stream, size } = await rejectedRows(ctx, called, Number(version))
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-length': String(size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${called} v${version} rejected.csv`)}`,
      'cache-control': 'private, no-store',
    },
  })
})
