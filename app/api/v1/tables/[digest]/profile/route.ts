import { route } from '@/app/respond'
import { tableProfile } from '@/lib/data/table-profile'

export const GET = route('data.read', async (ctx, _request, { digest }: { digest: string }) =>
  Response.json(await tableProfile(ctx, digest), { headers: { 'cache-control': 'private, max-age=300' } }),
)
