import { route } from '@/app/respond'
import { readEvaluationFiles } from '@/lib/comparison/read-runs'

export const GET = route('experiments.read', (ctx, request) => readEvaluationFiles(ctx, new URL(request.url).searchParams.getAll('run')))
