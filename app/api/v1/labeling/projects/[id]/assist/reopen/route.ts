import { route } from '@/app/respond'
import { reopen } from '@/lib/labeling/assist/settings'

export const POST = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => reopen(ctx, decodeURIComponent(id)))
