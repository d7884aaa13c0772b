import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { registerModel, type RegisterInput } from '@/lib/registry/register'

export const POST = route<{ name: string }>('models.write', async (ctx, request, { name }) => registerModel(ctx, name, await readJsonBody<RegisterInput>(request)))
