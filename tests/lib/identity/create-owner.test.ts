import { expect, it } from 'vitest'
import { findMembership, findUserByEmail } from '@/db/queries/identity'
import { ensureWorkspace } from '@/lib/identity/create-workspace'
import { createOwner } from '@/lib/identity/first-owner'
import { signInWithPassword } from '@/lib/identity/sign-in'
import { createHostToken } from '@/lib/identity/tokens'
import { contextOfToken } from '@/lib/auth/bearer'
import { testDatabase } from '../../support/database'

const { db } = await testDatabase()

it('makes the first owner without a browser, and a token for the command line', async () => {
  await ensureWorkspace(db, { slug: 'sample', name: 'Sample' })
  await ensureWorkspace(db, { slug: 'other', name: 'Other' })
  expect(await ensureWorkspace(db, { slug: 'sample', name: 'Ignored' })).toMatchObject({ name: 'Sample', created: false })
  await expect(createHostToken(db, { name: 't' })).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('ATELIER_ADMIN_EMAIL') })
  await expect(createOwner(db, { email: 'nobody', password: 'correct horse 1' })).rejects.toMatchObject({ code: 'invalid' })

  expect(await createOwner(db, { email: 'Root@Example.com', password: 'correct horse 1' })).toEqual({ created: true, email: 'root@example.com' })
  const user = (await findUserByEmail(db, 'root@example.com'))!
  expect(user).toMatchObject({ name: 'root' })
  for (const slug of ['sample', 'other']) expect(await findMembership(db, user.id, slug)).toMatchObject({ role: 'owner' })
  expect(await signInWithPassword(db, { email: ' ROOT@example.com ', password: 'correct horse 1', address: '' })).toEqual({ id: user.id })

  const made = await createHostToken(db, { name: 't' })
  expect(made).toMatchObject({ workspace: 'sample', email: 'root@example.com', role: 'owner' })
  expect((await contextOfToken(db, made.token)).actor).toMatchObject({ kind: 'token', userId: user.id, role: 'owner' })
  await expect(createHostToken(db, { name: 't', workspace: 'nowhere' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(createHostToken(db, { name: 't', email: 'stranger@example.com' })).rejects.toMatchObject({ code: 'not_found' })
})
