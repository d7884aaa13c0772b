import { environmentRows, lockEnvironmentName, setEnvironmentArchived } from '@/db/queries/environments'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { curatedEnvironments } from './list'
import { noEnvironment, readEnvironment } from './read'
import { ChangeEnvironmentInput, type EnvironmentView } from './schema'

/**
 * Archives an environment, or brings it back: no new run takes it, runs that are under way end in it.
 * @throws AppError `invalid`, `not_found`, `forbidden`.
 */
export async function changeEnvironment(ctx: Context, name: string, input: ChangeEnvironmentInput): Promise<EnvironmentView> {
  authorize(ctx, 'environments.write')
  const { archived } = parse(ChangeEnvironmentInput, input)
  if (curatedEnvironments().some((environment) => environment.name === name)) throw new AppError('invalid', `“${name}” comes with Atelier and cannot be archived.`)
  await ctx.db.transaction(async (db) => {
    await lockEnvironmentName(db, ctx.workspace.id, name)
    const [row] = await environmentRows(db, ctx.workspace.id, name)
    if (!row) throw noEnvironment(name)
    if ((row.archivedAt !== null) === archived) return
    await setEnvironmentArchived(db, ctx.workspace.id, name, archived)
    await recordActivity({ ...ctx, db }, { action: archived ? 'environment.archived' : 'environment.unarchived', object: { kind: 'environment', id: name, name } })
  })
  return readEnvironment(ctx, name)
}
