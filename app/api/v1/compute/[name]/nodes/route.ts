import { route } from '@/app/respond'
import { readNodes } from '@/lib/clusters/read'

export const GET = route<{ name: string }>('compute.read', (ctx, _request, { name }) => readNodes(ctx, name))
