import { route } from '@/app/respond'
import { readPictures } from '@/lib/comparison/read-runs'

export const GET = route('experiments.read', (ctx, request) => readPictures(ctx, new URL(request.url).searchParams.getAll('run')))
