import { lockOwn, setOwnArchived } from '@/db/queries/workspace-components'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { noComponent, readOwn } from './read'
import { ChangeOwnInput, type OwnView } from './schema'

/**
 * Takes a component out of the palette, or back. Pipelines that use it go on working.
 * @throws AppError `invalid`, `not_found`, `forbidden`.
 */
export async function changeOwn(ctx: Context, id: string, input: ChangeOwnInput): Promise<OwnView> {
  authorize(ctx, 'components.write')
  const { archived } = parse(ChangeOwnInput, input)
  const before = await readOwn(ctx, id)
  await ctx.db.transaction(async (db) => {
    const row = await lockOwn(db, ctx.workspace.id, id)
    if (!row) throw noComponent(id)
    if (row.archived === archived) return
    await setOwnArchived(db, row.key, archived)
    await recordActivity({ ...ctx, db }, { action: archived ? 'component.archived' : 'component.unarchived', object: { kind: 'component', id, name: before.declaration.name } })
  })
  return readOwn(ctx, id)
}
