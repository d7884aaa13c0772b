import { expect, it } from 'vitest'
import { contextOfToken } from '@/lib/auth/bearer'
import { changeRole } from '@/lib/identity/change-role'
import { createToken, listTokens, revokeToken } from '@/lib/identity/tokens'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { member } from './support'

const { db, sql } = await testDatabase()

it('is shown once, kept as a hash, and acts in its workspace', async () => {
  const ctx = await testContext(db, { role: 'author' })
  const { token, view } = await createToken(ctx, { name: 'notebook', role: 'viewer' })
  expect(token).toMatch(/^atl_pat_[A-Za-z0-9_-]{43}$/)
  expect(view.expiresAt).not.toBeNull()
  const [row] = await sql<{ all: string }[]>`select t::text as all from tokens t where id = ${view.id}`
  expect(row!.all).not.toContain(token.slice(8))
  expect(await contextOfToken(db, token)).toMatchObject({ workspace: ctx.workspace, actor: { kind: 'token', role: 'viewer' } })
  expect((await listTokens(ctx))[0]).toMatchObject({ name: 'notebook', usedAt: expect.any(String) })
})

it('never holds more than its creator', async () => {
  const ctx = await testContext(db, { role: 'owner' })
  await expect(createToken(await member(ctx, 'author'), { name: 't', role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' })
  for (const role of ['viewer', 'labeler'] as const) await expect(createToken(await member(ctx, role), { name: 't' })).rejects.toMatchObject({ code: 'forbidden' })
  const other = await contextOfToken(db, (await createToken(ctx, { name: 't' })).token)
  await expect(createToken(other, { name: 'child' })).rejects.toMatchObject({ code: 'forbidden' })
})

it('shrinks with the present role of its owner, and grows back no further than it was made', async () => {
  const ctx = await testContext(db, { role: 'owner' })
  const author = await member(ctx, 'author')
  const { token } = await createToken(author, { name: 't' })
  await changeRole(ctx, { userId: author.actor.id, role: 'viewer' })
  expect((await contextOfToken(db, token)).actor).toMatchObject({ role: 'viewer' })
  await changeRole(ctx, { userId: author.actor.id, role: 'admin' })
  expect((await contextOfToken(db, token)).actor).toMatchObject({ role: 'author' })
})

it('ends by revocation and by age, and belongs to its owner alone', async () => {
  const ctx = await testContext(db, { role: 'owner' })
  const { token, view } = await createToken(ctx, { name: 't', expiresInDays: 1 })
  await expect(revokeToken(await member(ctx, 'owner'), { id: view.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(revokeToken(await testContext(db, { role: 'owner' }), { id: view.id })).rejects.toMatchObject({ code: 'not_found' })
  await sql`update tokens set expires_at = now() - interval '1 second' where id = ${view.id}`
  await expect(contextOfToken(db, token)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect((await listTokens(ctx))[0]).toMatchObject({ expired: true })
  const lasting = await createToken(ctx, { name: 'lasting', expiresInDays: null })
  expect(lasting.view.expiresAt).toBeNull()
  await revokeToken(ctx, { id: lasting.view.id })
  await expect(contextOfToken(db, lasting.token)).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(contextOfToken(db, 'atl_pat_made-up')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(contextOfToken(db, 'atl_agent_x')).rejects.toMatchObject({ code: 'unauthenticated' })
})
