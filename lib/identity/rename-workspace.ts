import { setWorkspaceName } from '@/db/queries/identity'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { WorkspaceName } from './schema'

/** Its address keeps the slug, so links stay good. @throws AppError `forbidden`, `invalid` */
export async function renameWorkspace(ctx: Context, input: { name: string }): Promise<{ name: string }> {
  authorize(ctx, 'workspace.update')
  const name = parse(WorkspaceName, input.name)
  const { id, name: before } = ctx.workspace
  if (name === before) return { name }
  await ctx.db.transaction(async (tx) => {
    await setWorkspaceName(tx, id, name)
    await recordActivity({ ...ctx, db: tx }, { action: 'workspace.renamed', object: { kind: 'workspace', id, name }, details: { from: before, to: name } })
  })
  return { name }
}
