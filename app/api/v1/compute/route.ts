import { route } from '@/app/respond'
import { readCompute } from '@/lib/compute/read'

export const GET = route('compute.read', (ctx) => readCompute(ctx))
