import { route } from '@/app/respond'
import { noEnvironment, readEnvironment } from '@/lib/environments/read'

export const GET = route<{ name: string; n: string }>('compute.read', (ctx, _request, { name, n }) => {
  if (!/^[1-9]\d{0,8}$/.test(n)) throw noEnvironment(name)
  return readEnvironment(ctx, name, Number(n))
})
