import { route } from '@/app/respond'
import { listJobs } from '@/lib/labeling/run-job'

export const GET = route<{ id: string }>('labeling.read', async (ctx, _request, { id }) => ({ jobs: await listJobs(ctx, id) }))
