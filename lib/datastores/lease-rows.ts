import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database, Sql } from '@/db/client'
import { findDatastore, leasedStep } from '@/db/queries/datastores'
import { copyExternal } from '@/db/queries/external-postgres'
import { PostgresParams, postgresMistake, postgresSource } from '@/lib/catalog/data/postgres'
import { postgresQuery } from '@/lib/catalog/data/postgres-query'
import { AppError } from '@/lib/errors'
import { readColumns } from './columns'
import { databaseRefusal, reachStored } from './reach'

/** Longest that one reading may take. */
const longestMs = 6 * 3_600_000

/**
 * What a step that reads a datastore asks for, through its lease: a line of JSON with the columns, then the rows as CSV. Nothing is
 * held: rows come from the database as fast as the agent takes them. @throws AppError `not_found`, `invalid` before the first byte;
 * later the stream breaks with the reason.
 */
export async function leaseRows(db: Database, sql: Sql, stepId: string): Promise<Readable> {
  const step = await leasedStep(sql, stepId)
  const parsed = step?.component === 'data.postgres@1' ? PostgresParams.safeParse(step.params) : undefined
  if (!step || !parsed?.success) throw new AppError('invalid', 'This step reads no datastore.')
  const mistake = postgresMistake(parsed.data)
  if (mistake) throw new AppError('invalid', `${mistake}.`)
  const { source, limit } = parsed.data
  const row = await findDatastore(db, step.workspaceId, source.datastore)
  if (!row) throw new AppError('not_found', `There is no datastore called “${source.datastore}” in this workspace any more.`)
  const out = new PassThrough()
  const started = new Promise<void>((resolve, reject) => {
    reachStored(row)
      .then((place) =>
        copyExternal(place, postgresQuery(postgresSource(parsed.data), limit), longestMs, async (columns, rows) => {
          out.write(`${JSON.stringify({ columns: readColumns(columns) })}\n`)
          resolve()
          await pipeline(rows, out)
        }),
      )
      .catch((error: unknown) => {
        const refusal = databaseRefusal(error, row)
        reject(refusal)
        out.destroy(refusal)
      })
  })
  // Who waits for the start hears of the failure there.
  out.once('error', () => {})
  await started
  return out
}
