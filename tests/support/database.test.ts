import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { workspaces } from '@/db/schema'
import { testContext } from './context'
import { testDatabase } from './database'

const first = await testDatabase()
const second = await testDatabase()

test('each call gives an empty, migrated database of its own', async () => {
  const context = await testContext(first.db)
  expect(await first.db.select().from(workspaces)).toMatchObject([{ slug: context.workspace.slug }])
  expect(await second.db.select().from(workspaces)).toEqual([])
})

test('it is a real PostgreSQL', async () => {
  const [row] = await first.db.execute<{ number: string }>(sql`select current_setting('server_version_num') as number`)
  expect(Number(row?.number)).toBeGreaterThanOrEqual(150000)
})
