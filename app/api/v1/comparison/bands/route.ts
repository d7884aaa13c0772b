import { route } from '@/app/respond'
import { readBands } from '@/lib/comparison/read-series'
import { questionOf } from '../question'

export const GET = route('experiments.read', (ctx, request) => readBands(ctx, questionOf(request)))
