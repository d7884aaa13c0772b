import { route } from '@/app/respond'
import { listRunKeys } from '@/lib/tracking/runs/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => listRunKeys(ctx, id, new URL(request.url).searchParams.get('contains') ?? ''))
