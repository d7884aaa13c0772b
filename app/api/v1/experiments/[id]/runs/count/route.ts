import { route } from '@/app/respond'
import { countRunTable } from '@/lib/tracking/runs/view'
import { questionIn } from '../table-question'

export const GET = route<{ id: string }>('experiments.read', (ctx, request, { id }) => countRunTable(ctx, questionIn(new URL(request.url).searchParams, id)))
