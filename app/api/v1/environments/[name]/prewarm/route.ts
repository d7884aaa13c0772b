import { route } from '@/app/respond'
import { prewarmEnvironment } from '@/lib/environments/prewarm'
import { PrewarmInput } from '@/lib/environments/schema'
import { readOptionalJson } from '../../../optional-json'

/** Has agents build it before a step needs it. */
export const POST = route<{ name: string }>('environments.write', async (ctx, request, { name }) => prewarmEnvironment(ctx, name, await readOptionalJson(request, PrewarmInput)))
