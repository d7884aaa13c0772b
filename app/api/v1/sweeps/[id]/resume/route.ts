import { route } from '@/app/respond'
import { resumeSweep } from '@/lib/sweeps/control'
import { ResumeSweepInput } from '@/lib/sweeps/input'
import { readOptionalJson } from '../../../optional-json'

export const POST = route<{ id: string }>('runs.submit', async (ctx, request, { id }) => resumeSweep(ctx, id, await readOptionalJson(request, ResumeSweepInput)))
