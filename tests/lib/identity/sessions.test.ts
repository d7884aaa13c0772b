import { expect, it } from 'vitest'
import { changePassword } from '@/lib/identity/change-password'
import { listSessions, openSession, readSession, revokeOtherSessions, revokeSession } from '@/lib/identity/sessions'
import { signInWithPassword } from '@/lib/identity/sign-in'
import { testDatabase } from '../../support/database'
import { account, person } from './support'

const { db, sql } = await testDatabase()

it('ends at once when revoked, and only by its owner', async () => {
  const user = await person(db)
  const [here, there] = [await account(db, user), await account(db, user)]
  const stranger = await account(db, await person(db))
  await expect(revokeSession(stranger, { id: there.sessionId })).rejects.toMatchObject({ code: 'not_found' })
  expect((await listSessions(here)).map(({ id, current, browser }) => ({ id, current, browser }))).toEqual([
    { id: here.sessionId, current: true, browser: 'Firefox on Linux' },
    { id: there.sessionId, current: false, browser: 'Firefox on Linux' },
  ])
  await revokeSession(here, { id: there.sessionId })
  expect(await readSession(db, there.sessionId)).toBeNull()
  expect(await readSession(db, here.sessionId)).not.toBeNull()
  await account(db, user)
  expect(await revokeOtherSessions(here)).toEqual({ ended: 1 })
})

it('ends by age and when the person is disabled', async () => {
  const user = await person(db)
  const id = await openSession(db, { userId: user.id, userAgent: 'x'.repeat(1000), address: '' })
  expect(await readSession(db, id)).not.toBeNull()
  await sql`update users set disabled_at = now() where id = ${user.id}`
  expect(await readSession(db, id)).toBeNull()
  await sql`update users set disabled_at = null where id = ${user.id}`
  await sql`update sessions set expires_at = now() where id = ${id}`
  expect(await readSession(db, id)).toBeNull()
})

it('changes the password only with the present one, and signs the others out', async () => {
  const user = await person(db, { password: 'old password 1' })
  const [here, there] = [await account(db, user), await account(db, user)]
  await expect(changePassword(here, { current: 'wrong', next: 'new password 1' })).rejects.toMatchObject({ code: 'invalid', details: { fields: { current: expect.any(String) } } })
  await expect(changePassword(here, { current: 'old password 1', next: 'short' })).rejects.toMatchObject({ code: 'invalid' })
  expect(await changePassword(here, { current: 'old password 1', next: 'new password 1' })).toEqual({ sessionsEnded: 1 })
  expect(await readSession(db, there.sessionId)).toBeNull()
  expect(await signInWithPassword(db, { email: user.email, password: 'old password 1', address: '' })).toBeNull()
  expect(await signInWithPassword(db, { email: user.email, password: 'new password 1', address: '' })).toEqual({ id: user.id })
})
