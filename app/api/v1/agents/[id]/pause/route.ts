import { readOptionalJson } from '../../../optional-json'
import { route } from '@/app/respond'
import { PauseInput, pauseAgent } from '@/lib/compute/order-agent'
import { readAgent } from '@/lib/compute/read'

export const POST = route<{ id: string }>('compute.manage', async (ctx, request, { id }) => {
  await pauseAgent(ctx, id, await readOptionalJson(request, PauseInput))
  return readAgent(ctx, id)
})
