import { route } from '@/app/respond'
import { readResources } from '@/lib/clusters/read-resources'

export const GET = route<{ name: string }>('compute.read', (ctx, _request, { name }) => readResources(ctx, name))
