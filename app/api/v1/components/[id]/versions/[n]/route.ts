import { route } from '@/app/respond'
import { readOwnVersion } from '@/lib/workspace-components/read'

export const GET = route<{ id: string; n: string }>('components.read', (ctx, _request, { id, n }) => readOwnVersion(ctx, id, n))
