import { route } from '@/app/respond'
import { removeView } from '@/lib/tracking/runs/saved-views'

export const DELETE = route<{ id: string; view: string }>('experiments.write', (ctx, _request, { id, view }) => removeView(ctx, id, view))
