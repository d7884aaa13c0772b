import { route } from '@/app/respond'
import { listPeople } from '@/lib/dashboards/read'

export const GET = route('dashboards.read', async (ctx) => ({ people: await listPeople(ctx) }))
