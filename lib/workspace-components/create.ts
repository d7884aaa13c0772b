import { insertOwn, insertOwnVersion, ownIds } from '@/db/queries/workspace-components'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { checkDeclaration } from './check'
import { loadCatalogue } from './load'
import { ownIdOf } from './names'
import { readOwn } from './read'
import { CreateOwnInput, type OwnView } from './schema'

/**
 * Keeps a component of the workspace, as its version 1.
 * @throws AppError `invalid`, `conflict` where a given id is taken, `forbidden`.
 */
export async function createOwn(ctx: Context, input: CreateOwnInput): Promise<OwnView> {
  authorize(ctx, 'components.write')
  const { id: wanted, declaration, source, note } = parse(CreateOwnInput, input)
  const id = wanted ?? ownIdOf(declaration.name, new Set(await ownIds(ctx.db, ctx.workspace.id)))
  checkDeclaration(id, declaration, source, await loadCatalogue(ctx))
  const createdBy = personOf(ctx.actor)
  await ctx.db.transaction(async (db) => {
    const key = await insertOwn(db, { workspaceId: ctx.workspace.id, componentId: id, kind: declaration.kind, createdBy })
    if (key === undefined) throw new AppError('conflict', `The workspace has a component “${id}” already. Give this one another name.`)
    await insertOwnVersion(db, { component: key, version: 1, declaration, source, note, createdBy })
    await recordActivity({ ...ctx, db }, { action: 'component.created', object: { kind: 'component', id, name: declaration.name }, details: { kind: declaration.kind, ...(note && { note }) } })
  })
  return readOwn(ctx, id)
}
