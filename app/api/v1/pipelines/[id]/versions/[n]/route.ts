import { route } from '@/app/respond'
import { readVersion } from '@/lib/pipelines/versions'

export const GET = route<{ id: string; n: string }>('pipelines.read', (ctx, _request, { id, n }) => readVersion(ctx, id, n))
