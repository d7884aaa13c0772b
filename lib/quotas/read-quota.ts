import { quotaOf } from '@/db/queries/quotas'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import type { QuotaView } from './schema'

/** What the workspace's running steps may take at a time, and take now. @throws AppError `forbidden` */
export async function readQuota(ctx: Context): Promise<QuotaView> {
  authorize(ctx, 'compute.read')
  return quotaOf(ctx.db, ctx.workspace.id)
}
