import { route } from '@/app/respond'
import { drainAgent } from '@/lib/compute/order-agent'
import { readAgent } from '@/lib/compute/read'

export const POST = route<{ id: string }>('compute.manage', async (ctx, _request, { id }) => {
  await drainAgent(ctx, id)
  return readAgent(ctx, id)
})
