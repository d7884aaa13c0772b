import { readJson, route } from '@/app/respond'
import { sampleStep } from '@/lib/sample/sample-step'
import { SampleInput } from '@/lib/sample/schema'

/** What a step would give on a sample of its data. Asked anew at each edit: an answer that nobody waits for any more is not computed. */
export const POST = route<{ id: string }>('pipelines.write', async (ctx, request, { id }) => sampleStep(ctx, id, await readJson(request, SampleInput), request.signal))
