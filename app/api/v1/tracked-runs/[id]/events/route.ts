import { route } from '@/app/respond'
import { viewRunEvents } from '@/lib/tensorboard/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => viewRunEvents(ctx, id))
