import { route } from '@/app/respond'
import { readBoard } from '@/lib/tensorboard/board/read'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => readBoard(ctx, id))
