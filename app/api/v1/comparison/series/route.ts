import { route } from '@/app/respond'
import { readSeries } from '@/lib/comparison/read-series'
import { questionOf } from '../question'

export const GET = route('experiments.read', (ctx, request) => readSeries(ctx, questionOf(request)))
