import { externalColumns, externalTables, probeExternal } from '@/db/queries/external-postgres'
import type { Column } from '@/lib/catalog/types'
import { postgresQuery } from '@/lib/catalog/data/postgres-query'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { unseal } from '@/lib/secrets/seal'
import { logicalColumns, readColumns } from './columns'
import { movedFrom, requireDatastore } from './manage'
import { databaseRefusal, reach, reachStored, secretOf } from './reach'
import { ColumnsInput, TestDatastoreInput } from './schema'

/** Tries a connection. @throws AppError `invalid` with what is wrong with it */
export async function testDatastore(ctx: Context, input: TestDatastoreInput): Promise<{ version: string }> {
  authorize(ctx, 'datastores.manage')
  const { password, name, ...place } = TestDatastoreInput.parse(input)
  const stored = password === undefined && name !== undefined ? await requireDatastore(ctx, name) : undefined
  if (stored && movedFrom(stored, place)) throw new AppError('invalid', 'Type the password again: it was given for another server or user.')
  const secret = password ?? (stored ? unseal(stored.secret, secretOf(stored.workspaceId, stored.name)) : '')
  try {
    return { version: await probeExternal(await reach(place, secret)) }
  } catch (error) {
    throw databaseRefusal(error, place)
  }
}

/** What can be read there. @throws AppError `not_found`, `invalid` */
export async function datastoreTables(ctx: Context, name: string): Promise<{ schema: string; name: string; rows: number | null }[]> {
  authorize(ctx, 'data.write')
  const row = await requireDatastore(ctx, name)
  try {
    return await externalTables(await reachStored(row))
  } catch (error) {
    throw databaseRefusal(error, row)
  }
}

/** The columns that a table or a query would give, without running it. @throws AppError `not_found`; `invalid` with the database's own words */
export async function datastoreColumns(ctx: Context, name: string, input: ColumnsInput): Promise<Column[]> {
  authorize(ctx, 'data.write')
  const source = ColumnsInput.parse(input)
  const row = await requireDatastore(ctx, name)
  const query = postgresQuery('query' in source ? { mode: 'query', query: source.query } : { mode: 'table', schema: source.schema, table: source.table })
  try {
    return logicalColumns(readColumns(await externalColumns(await reachStored(row), query)))
  } catch (error) {
    throw databaseRefusal(error, row)
  }
}
