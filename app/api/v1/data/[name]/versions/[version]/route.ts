import { route } from '@/app/respond'
import { readVersion } from '@/lib/data/read-data'
import { AppError } from '@/lib/errors'

export const GET = route('data.read', (ctx, _request, { name, version }: { name: string; version: string }) => {
  if (!/^\d{1,9}$/.test(version)) throw new AppError('invalid', 'A version is a number.')
  return readVersion(ctx, decodeURIComponent(name), Number(version))
})
