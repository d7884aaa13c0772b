import { route } from '@/app/respond'
import { deleteAlias } from '@/lib/registry/aliases'

export const DELETE = route<{ name: string; alias: string }>('models.write', (ctx, _request, { name, alias }) => deleteAlias(ctx, name, alias))
