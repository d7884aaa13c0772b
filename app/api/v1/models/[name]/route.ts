import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { changeModel, removeModel, type ChangeModelInput } from '@/lib/registry/change'
import { viewModel } from '@/lib/registry/pages'

interface Params extends Record<string, string> {
  name: string
}

export const GET = route<Params>('models.read', (ctx, _request, { name }) => viewModel(ctx, name))
export const PATCH = route<Params>('models.write', async (ctx, request, { name }) => changeModel(ctx, name, await readJsonBody<ChangeModelInput>(request)))
export const DELETE = route<Params>('models.write', (ctx, _request, { name }) => removeModel(ctx, name))
