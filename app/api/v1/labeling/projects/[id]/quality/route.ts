import { route } from '@/app/respond'
import { readQuality } from '@/lib/labeling/read-quality'

export const GET = route<{ id: string }>('labeling.manage', (ctx, _request, { id }) => readQuality(ctx, decodeURIComponent(id)))
