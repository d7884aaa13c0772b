import { readJson, route } from '@/app/respond'
import { readQuota } from '@/lib/quotas/read-quota'
import { SetQuotaInput } from '@/lib/quotas/schema'
import { setQuota } from '@/lib/quotas/set-quota'

export const GET = route('compute.read', readQuota)

export const PATCH = route('compute.manage', async (ctx, request) => setQuota(ctx, await readJson(request, SetQuotaInput)))
