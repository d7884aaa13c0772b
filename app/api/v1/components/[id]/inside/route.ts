import { route } from '@/app/respond'
import { openInside } from '@/lib/pipelines/open-inside'

/** The pipeline in which the inside of a sub-pipeline is edited; made where there is none. */
export const POST = route<{ id: string }>('components.write', (ctx, _request, { id }) => openInside(ctx, id))
