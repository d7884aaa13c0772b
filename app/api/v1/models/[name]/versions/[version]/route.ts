import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { changeVersion, removeVersion, type ChangeVersionInput } from '@/lib/registry/change'
import { viewVersion } from '@/lib/registry/pages'

interface Params extends Record<string, string> {
  name: string
  version: string
}

export const GET = route<Params>('models.read', (ctx, _request, { name, version }) => viewVersion(ctx, name, version))
export const PATCH = route<Params>('models.write', async (ctx, request, { name, version }) => changeVersion(ctx, name, version, await readJsonBody<ChangeVersionInput>(request)))
export const DELETE = route<Params>('models.write', (ctx, _request, { name, version }) => removeVersion(ctx, name, version))
