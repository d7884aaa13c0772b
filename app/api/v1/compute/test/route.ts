import { readJson, route } from '@/app/respond'
import { TestTargetInput } from '@/lib/clusters/schema'
import { testTarget } from '@/lib/clusters/test-connection'

export const POST = route('compute.manage', async (ctx, request) => testTarget(ctx, await readJson(request, TestTargetInput)))
