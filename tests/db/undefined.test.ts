import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import { testDatabase } from '../support/database'

const database = await testDatabase()

test('a value that is missing is null, and costs no connection', async () => {
  const own = connect(database.url, { max: 2 })
  const missing = undefined as unknown as number
  for (let round = 0; round < 6; round++) expect(await own.sql`select ${missing}::int as n, ${round}::int as at`).toEqual([{ n: null, at: round }])
  await own.sql.begin(async (tx) => {
    expect(await Promise.all([tx`select ${missing}::text as a`, tx`select 1 as b`])).toEqual([[{ a: null }], [{ b: 1 }]])
  })
  await own.close()
})
