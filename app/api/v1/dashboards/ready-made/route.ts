import { route } from '@/app/respond'
import { createReadyMade } from '@/lib/dashboards/ready-made'

export const POST = route('dashboards.write', async (ctx) => Response.json(await createReadyMade(ctx), { status: 201 }))
