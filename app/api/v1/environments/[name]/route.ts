import { route } from '@/app/respond'
import { changeEnvironment } from '@/lib/environments/archive'
import { readEnvironment } from '@/lib/environments/read'
import { readJsonBody } from '../../pipelines/read-json-body'

/** Its newest version. */
export const GET = route<{ name: string }>('compute.read', (ctx, _request, { name }) => readEnvironment(ctx, name))

/** Archives it or brings it back. */
export const PATCH = route<{ name: string }>('environments.write', async (ctx, request, { name }) => changeEnvironment(ctx, name, await readJsonBody(request)))
