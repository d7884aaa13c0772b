import { route } from '@/app/respond'
import { createSweep } from '@/lib/sweeps/create'
import type { CreateSweepInput } from '@/lib/sweeps/input'
import { listSweeps } from '@/lib/sweeps/read'
import { readWithCode } from '../with-code'

export const GET = route('runs.read', (ctx, request) => {
  const query = new URL(request.url).searchParams
  return listSweeps(ctx, { pipeline: query.get('pipeline') || undefined, cursor: query.get('cursor') || undefined })
})

export const POST = route('runs.submit', async (ctx, request) => {
  const { input, files } = await readWithCode<CreateSweepInput>(ctx, request)
  return Response.json(await createSweep(ctx, input, files), { status: 201 })
})
