import { afterAll, expect, test } from 'vitest'
import { createJoin, joinAgent, readJoin } from '@/lib/compute/join'
import { identifyAgent } from '@/lib/compute/identify-agent'
import { readCompute } from '@/lib/compute/read'
import { listActivity } from '@/lib/activity/list'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()
afterAll(() => database.close())

test('a token makes one agent, once, and its hash alone is stored', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const join = await createJoin(ctx)
  expect(join.token).toMatch(/^atl_join_/)
  expect(await readJoin(ctx, join.id)).toMatchObject({ expired: false, agent: null })
  expect(JSON.stringify(await database.sql`select * from agent_joins where id = ${join.id}`)).not.toContain(join.token)
  const agent = await joinAgent(database.db, join.token, { name: 'box' })
  expect(await identifyAgent(database.sql, new Request('http://x', { headers: { authorization: `Bearer ${agent.token}` } }))).toMatchObject({ id: agent.id, name: 'box' })
  expect(await readJoin(ctx, join.id)).toMatchObject({ agent: { id: agent.id, name: 'box' } })
  await expect(joinAgent(database.db, join.token, { name: 'box' })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect((await listActivity(ctx, {})).rows.map((entry) => entry.action)).toEqual(expect.arrayContaining(['agent.join_token_created', 'agent.joined']))
  expect((await readCompute(ctx)).agents).toMatchObject([{ name: 'box', state: 'new' }])
})

test('two at the same moment with one token: one joins', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const { token } = await createJoin(ctx)
  const answers = await Promise.allSettled([1, 2, 3, 4].map(() => joinAgent(database.db, token, { name: 'race' })))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('machines of one name get names of their own, and never another’s credential', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const tokens = await Promise.all([1, 2, 3].map(() => createJoin(ctx)))
  const made = await Promise.all(tokens.map(({ token }) => joinAgent(database.db, token, { name: 'twin' })))
  expect(made.map(({ name }) => name).sort()).toEqual(['twin', 'twin 2', 'twin 3'])
})

test('a token runs out, and those who may not manage agents make none', async () => {
  const ctx = await testContext(database.db, { role: 'owner' })
  const join = await createJoin(ctx)
  await database.sql`update agent_joins set expires_at = clock_timestamp() - interval '1 second' where id = ${join.id}`
  await expect(joinAgent(database.db, join.token, { name: 'late' })).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await readJoin(ctx, join.id)).toMatchObject({ expired: true })
  await expect(createJoin(await testContext(database.db, { role: 'author' }))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readJoin(await testContext(database.db, { role: 'owner' }), join.id)).rejects.toMatchObject({ code: 'not_found' })
})
