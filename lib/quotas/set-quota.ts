import { quotaOf, setQuota as write } from '@/db/queries/quotas'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { SetQuotaInput, type QuotaView } from './schema'

/** Changes the limits that are given; what runs is not stopped, and what waits is held back from now on. @throws AppError `forbidden`, `invalid` */
export async function setQuota(ctx: Context, given: SetQuotaInput): Promise<QuotaView> {
  authorize(ctx, 'compute.manage')
  const input = parse(SetQuotaInput, given)
  await ctx.db.transaction(async (tx) => {
    const { limits: before } = await quotaOf(tx, ctx.workspace.id)
    const limits = { ...before, ...input }
    await write(tx, ctx.workspace.id, limits)
    await recordActivity({ ...ctx, db: tx }, { action: 'workspace.quota_set', object: { kind: 'workspace', id: ctx.workspace.id, name: ctx.workspace.name }, details: { ...limits } })
  })
  return quotaOf(ctx.db, ctx.workspace.id)
}
