import { route } from '@/app/respond'
import { viewCommand } from '@/lib/commands/view'

export const GET = route<{ id: string }>('experiments.read', (ctx, _request, { id }) => viewCommand(ctx, id))
