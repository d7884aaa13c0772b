import { deleteDatastore as remove, findDatastore, insertDatastore, listDatastores as query, updateDatastore as update, type DatastoreRow } from '@/db/queries/datastores'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { userId } from '@/lib/data/add-version'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { seal } from '@/lib/secrets/seal'
import { secretOf } from './reach'
import { CreateDatastoreInput, UpdateDatastoreInput, type DatastoreView } from './schema'

export function datastoreView({ name, kind, host, port, database, username, tls, createdAt, updatedAt }: DatastoreRow): DatastoreView {
  return { name, kind, host, port, database, username, tls, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}

/** @throws AppError `not_found` */
export async function requireDatastore(ctx: Pick<Context, 'db' | 'workspace'>, name: string): Promise<DatastoreRow> {
  const row = await findDatastore(ctx.db, ctx.workspace.id, name)
  if (!row) throw new AppError('not_found', `There is no datastore called “${name}” in this workspace. An admin can add one under Data, Datastores.`)
  return row
}

/** Where the workspace can read from, without passwords. */
export async function listDatastores(ctx: Context): Promise<DatastoreView[]> {
  authorize(ctx, 'data.read')
  return (await query(ctx.db, ctx.workspace.id)).map(datastoreView)
}

/** Keeps a connection; its password is encrypted before it reaches the database, and never shown again. @throws AppError `conflict` */
export async function createDatastore(ctx: Context, input: CreateDatastoreInput): Promise<DatastoreView> {
  authorize(ctx, 'datastores.manage')
  const { password, ...place } = CreateDatastoreInput.parse(input)
  return ctx.db.transaction(async (tx) => {
    const row = await insertDatastore(tx, { ...place, kind: 'postgres', workspaceId: ctx.workspace.id, createdBy: userId(ctx.actor), secret: seal(password, secretOf(ctx.workspace.id, place.name)) })
    if (!row) throw new AppError('conflict', `There is a datastore called “${place.name}” already. Choose another name.`, { fields: { name: 'This name is taken' } })
    await recordActivity({ ...ctx, db: tx }, { action: 'datastore.created', object: { kind: 'datastore', id: row.id, name: row.name }, details: { host: row.host, database: row.database, username: row.username } })
    return datastoreView(row)
  })
}

/** @throws AppError `not_found`; `invalid` where another host, port or user is given without the password */
export async function updateDatastore(ctx: Context, name: string, input: UpdateDatastoreInput): Promise<DatastoreView> {
  authorize(ctx, 'datastores.manage')
  const { password, ...place } = UpdateDatastoreInput.parse(input)
  return ctx.db.transaction(async (tx) => {
    const row = await requireDatastore({ ...ctx, db: tx as unknown as Context['db'] }, name)
    if (password === undefined && movedFrom(row, place)) throw new AppError('invalid', 'Type the password again: it was given for another server or user.', { fields: { password: 'Needed again' } })
    await update(tx, row.id, { ...place, ...(password !== undefined && { secret: seal(password, secretOf(row.workspaceId, name)) }) })
    await recordActivity({ ...ctx, db: tx }, { action: 'datastore.changed', object: { kind: 'datastore', id: row.id, name }, details: { host: place.host, database: place.database, username: place.username, password: password !== undefined } })
    return datastoreView({ ...row, ...place })
  })
}

export function movedFrom(row: DatastoreRow, place: { host: string; port: number; username: string; tls: string }): boolean {
  return row.host !== place.host || row.port !== place.port || row.username !== place.username || (place.tls !== row.tls && place.tls !== 'verify')
}

/** @throws AppError `not_found` */
export async function deleteDatastore(ctx: Context, name: string): Promise<void> {
  authorize(ctx, 'datastores.manage')
  await ctx.db.transaction(async (tx) => {
    const row = await requireDatastore({ ...ctx, db: tx as unknown as Context['db'] }, name)
    await remove(tx, row.id)
    await recordActivity({ ...ctx, db: tx }, { action: 'datastore.deleted', object: { kind: 'datastore', id: row.id, name } })
  })
}
