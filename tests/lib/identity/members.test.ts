import { describe, expect, it } from 'vitest'
import { findMembership } from '@/db/queries/identity'
import { acceptInvitation, acceptInvitationAsNewcomer, readInvitation } from '@/lib/identity/accept-invitation'
import { changeRole } from '@/lib/identity/change-role'
import { invite, listMembers, withdrawInvitation } from '@/lib/identity/invite'
import { removeMember } from '@/lib/identity/remove-member'
import { createToken } from '@/lib/identity/tokens'
import { contextOfToken } from '@/lib/auth/bearer'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { account, member, person } from './support'

const { db } = await testDatabase()
const tokenOf = (path: string) => new URL(path, 'http://localhost').searchParams.get('token')!

describe('invite', () => {
  it('refuses everybody below admin, and ownership from an admin', async () => {
    for (const role of ['author', 'labeler', 'viewer'] as const) await expect(invite(await testContext(db, { role }), { email: 'new@example.com', role: 'viewer' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(invite(await testContext(db, { role: 'admin' }), { email: 'new@example.com', role: 'owner' })).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('Only an owner') })
  })

  it('lets a newcomer in once, in the role offered', async () => {
    const ctx = await testContext(db, { role: 'admin' })
    const { path } = await invite(ctx, { email: 'New@Example.com', role: 'author' })
    const token = tokenOf(path)
    expect(await readInvitation(db, token)).toEqual({ workspace: ctx.workspace.name, email: 'new@example.com', role: 'author', hasAccount: false })
    const tries = await Promise.allSettled([1, 2, 3].map(() => acceptInvitationAsNewcomer(db, { token, name: 'Newcomer', password: 'correct horse 1' })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { members, invitations } = await listMembers(ctx)
    expect(members.find(({ email }) => email === 'new@example.com')).toMatchObject({ name: 'Newcomer', role: 'author' })
    expect(invitations).toEqual([])
    await expect(invite(ctx, { email: 'new@example.com', role: 'viewer' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is bound to its e-mail, and stays good for its owner when another tries it', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const [right, wrong] = [await person(db), await person(db)]
    const token = tokenOf((await invite(ctx, { email: right.email, role: 'viewer' })).path)
    await expect(acceptInvitation(await account(db, wrong), { token })).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining(right.email) })
    await expect(acceptInvitationAsNewcomer(db, { token, name: 'X', password: 'correct horse 1' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await acceptInvitation(await account(db, right), { token })).toMatchObject({ workspace: ctx.workspace.slug })
    expect(await findMembership(db, right.id, ctx.workspace.slug)).toMatchObject({ role: 'viewer' })
  })

  it('can be withdrawn by its own workspace alone', async () => {
    const ctx = await testContext(db, { role: 'admin' })
    const token = tokenOf((await invite(ctx, { email: 'w@example.com', role: 'viewer' })).path)
    const [open] = (await listMembers(ctx)).invitations
    await expect(withdrawInvitation(await testContext(db, { role: 'owner' }), { id: open!.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdrawInvitation(await member(ctx, 'author'), { id: open!.id })).rejects.toMatchObject({ code: 'forbidden' })
    await withdrawInvitation(ctx, { id: open!.id })
    expect(await readInvitation(db, token)).toBeNull()
  })
})

describe('changeRole', () => {
  it('refuses strangers of another workspace and everybody below admin', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const target = await member(ctx, 'viewer')
    const userId = target.actor.id
    await expect(changeRole(await testContext(db, { role: 'owner' }), { userId, role: 'admin' })).rejects.toMatchObject({ code: 'not_found' })
    for (const role of ['author', 'labeler', 'viewer'] as const) await expect(changeRole(await member(ctx, role), { userId, role: 'admin' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(changeRole(await member(ctx, 'admin'), { userId, role: 'owner' })).rejects.toMatchObject({ code: 'forbidden' })
    await changeRole(ctx, { userId, role: 'author' })
    expect(await findMembership(db, userId, ctx.workspace.slug)).toMatchObject({ role: 'author' })
  })

  it('keeps the last owner, also when two owners demote each other at once', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const me = ctx.actor.kind === 'user' ? ctx.actor.id : ''
    await expect(changeRole(ctx, { userId: me, role: 'viewer' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeMember(ctx, { userId: me })).rejects.toMatchObject({ code: 'conflict' })
    for (let round = 0; round < 5; round++) {
      const other = await member(ctx, 'owner')
      const outcomes = await Promise.allSettled([changeRole(ctx, { userId: other.actor.id, role: 'viewer' }), changeRole(other, { userId: me, role: 'viewer' })])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const owners = (await listMembers(ctx)).members.filter(({ role }) => role === 'owner')
      expect(owners).toHaveLength(1)
      if (owners[0]!.userId !== me) {
        await changeRole(other, { userId: me, role: 'owner' })
        await changeRole(ctx, { userId: other.actor.id, role: 'viewer' })
      }
    }
  })
})

describe('removeMember', () => {
  it('refuses strangers and authors, ends the tokens, and lets anyone leave', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const target = await member(ctx, 'author')
    const { token } = await createToken(target, { name: 'script' })
    await expect(removeMember(await testContext(db, { role: 'owner' }), { userId: target.actor.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeMember(await member(ctx, 'author'), { userId: target.actor.id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeMember(await member(ctx, 'admin'), { userId: ctx.actor.kind === 'user' ? ctx.actor.id : '' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await contextOfToken(db, token)).actor).toMatchObject({ role: 'author' })
    await removeMember(ctx, { userId: target.actor.id })
    await expect(contextOfToken(db, token)).rejects.toMatchObject({ code: 'unauthenticated' })
    const viewer = await member(ctx, 'viewer')
    await removeMember(viewer, { userId: viewer.actor.id })
    expect(await findMembership(db, viewer.actor.id, ctx.workspace.slug)).toBeUndefined()
  })
})
