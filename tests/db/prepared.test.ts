import { expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { connect } from '@/db/client'
import { testDatabase } from '../support/database'

const database = await testDatabase()

test('statements of many are planned once a connection, also in transactions and after a refusal', async () => {
  const own = connect(database.url, { max: 1 })
  const add = (db: Pick<typeof own.prepared, 'execute'>, n: number) => db.execute<{ sum: number }>(sql`select ${n}::int + 1 as sum`)
  expect([...(await add(own.prepared, 1))]).toEqual([{ sum: 2 }])
  await own.prepared.transaction(async (tx) => {
    expect([...(await add(tx, 2))]).toEqual([{ sum: 3 }])
    await expect(tx.transaction((inner) => inner.execute(sql`select 1 / ${0}::int`))).rejects.toThrow()
    expect([...(await add(tx, 3))]).toEqual([{ sum: 4 }])
  })
  const long = sql.raw(`select ${Array.from({ length: 1_000 }, (_, n) => n).join(' + ')} as sum`)
  expect([...(await own.prepared.execute(long))]).toEqual([{ sum: 499_500 }])
  await add(own.db, 4)
  const kept = await own.sql<{ statement: string }[]>`select statement from pg_prepared_statements`
  expect(kept.filter(({ statement }) => statement.includes('+ 1 as sum'))).toHaveLength(1)
  expect(kept.filter(({ statement }) => statement.length > 4_000)).toHaveLength(0)
  await own.close()
})
