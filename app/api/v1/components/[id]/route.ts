import { route } from '@/app/respond'
import { changeOwn } from '@/lib/workspace-components/change'
import { readOwn } from '@/lib/workspace-components/read'
import { readJsonBody } from '../../pipelines/read-json-body'

export const GET = route<{ id: string }>('components.read', (ctx, _request, { id }) => readOwn(ctx, id))

/** Out of the palette or back. */
export const PATCH = route<{ id: string }>('components.write', async (ctx, request, { id }) => changeOwn(ctx, id, await readJsonBody(request)))
