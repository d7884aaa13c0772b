import { route } from '@/app/respond'
import { undoSplit } from '@/lib/labeling/split-label'

export const POST = route<{ id: string; split: string }>('labeling.manage', (ctx, _request, { id, split }) => undoSplit(ctx, id, split))
