import { route } from '@/app/respond'
import { createJoin } from '@/lib/compute/join'

export const POST = route('compute.manage', async (ctx) => Response.json(await createJoin(ctx), { status: 201 }))
