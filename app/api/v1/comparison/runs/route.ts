import { route } from '@/app/respond'
import { readComparedRuns } from '@/lib/comparison/read-runs'

export const GET = route('experiments.read', (ctx, request) => readComparedRuns(ctx, new URL(request.url).searchParams.getAll('run')))
