import { route } from '@/app/respond'
import { readJob } from '@/lib/labeling/run-job'

export const GET = route<{ id: string; job: string }>('labeling.read', (ctx, _request, { id, job }) => readJob(ctx, id, job))
