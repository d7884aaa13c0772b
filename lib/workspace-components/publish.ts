import { insertOwnVersion, lockOwn, ownVersionRows } from '@/db/queries/workspace-components'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { checkDeclaration } from './check'
import { loadCatalogue } from './load'
import { noComponent, readOwn } from './read'
import { PublishOwnInput, type OwnView } from './schema'

/**
 * Keeps the next version of a component. Steps that use an older one go on using it until somebody updates them.
 * @throws AppError `invalid`, `not_found`, `conflict` where somebody has published since `after`, `forbidden`.
 */
export async function publishOwn(ctx: Context, id: string, input: PublishOwnInput): Promise<OwnView> {
  authorize(ctx, 'components.write')
  const { declaration, source, note, after } = parse(PublishOwnInput, input)
  checkDeclaration(id, declaration, source, await loadCatalogue(ctx))
  const version = await ctx.db.transaction(async (db) => {
    const row = await lockOwn(db, ctx.workspace.id, id)
    if (!row) throw noComponent(id)
    if (row.kind !== declaration.kind) throw new AppError('invalid', `“${id}” is ${kindName(row.kind)} and cannot become ${kindName(declaration.kind)}. Make a new component instead.`)
    const last = (await ownVersionRows(db, ctx.workspace.id, id))[0]!.version
    if (after !== undefined && after !== last) throw new AppError('conflict', `Version ${last} was published while you worked on version ${after}. Compare the two, then publish again.`, { latest: last })
    await insertOwnVersion(db, { component: row.key, version: last + 1, declaration, source, note, createdBy: personOf(ctx.actor) })
    await recordActivity({ ...ctx, db }, { action: 'component.published', object: { kind: 'component', id, name: declaration.name }, details: { version: last + 1, ...(note && { note }) } })
    return last + 1
  })
  return readOwn(ctx, id, version)
}

const kindName = (kind: string) => (kind === 'python' ? 'a Python component' : 'a sub-pipeline')
