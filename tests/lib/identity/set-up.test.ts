import { describe, expect, it } from 'vitest'
import { listActivity } from '@/db/queries/activity'
import { findMembership, findUserByEmail, findWorkspaceBySlug } from '@/db/queries/identity'
import { ensureWorkspace } from '@/lib/identity/create-workspace'
import { acceptSetup, createOwner } from '@/lib/identity/first-owner'
import { checkSetupLink, createSetupLink } from '@/lib/identity/setup-link'
import { signInWithPassword } from '@/lib/identity/sign-in'
import { testDatabase } from '../../support/database'

const { db, sql } = await testDatabase()
const secretOf = (link: { url: string } | null) => new URL(link!.url).searchParams.get('token')!
const form = (token: string, email = 'ada@example.com') => ({ token, name: 'Ada', email, password: 'correct horse 1', workspaceName: 'Sample' })

describe('set-up', () => {
  it('refuses a made-up link, an outlived one and a replaced one', async () => {
    await ensureWorkspace(db, { slug: 'sample', name: 'Sample' })
    await expect(acceptSetup(db, form('atl_setup_guess'))).rejects.toMatchObject({ code: 'conflict' })
    const first = secretOf(await createSetupLink(db, { baseUrl: 'http://localhost:3000/' }))
    const second = secretOf(await createSetupLink(db, { baseUrl: 'http://localhost:3000' }))
    expect(await checkSetupLink(db, first)).toBe('ended')
    await expect(acceptSetup(db, form(first))).rejects.toMatchObject({ code: 'conflict' })
    await sql`update invitations set expires_at = now() - interval '1 second'`
    expect(await checkSetupLink(db, second)).toBe('ended')
    await expect(acceptSetup(db, form(second))).rejects.toMatchObject({ code: 'conflict' })
    expect(await findUserByEmail(db, 'ada@example.com')).toBeUndefined()
  })

  it('refuses a weak password and says so by field', async () => {
    const token = secretOf(await createSetupLink(db, { baseUrl: 'http://localhost:3000' }))
    await expect(acceptSetup(db, { ...form(token), password: 'short' })).rejects.toMatchObject({ code: 'invalid', details: { fields: { password: expect.stringContaining('10') } } })
    expect(await checkSetupLink(db, token)).toBe('good')
  })

  it('is used twice at the same time by two people and makes one owner', async () => {
    const token = secretOf(await createSetupLink(db, { baseUrl: 'http://localhost:3000' }))
    const outcomes = await Promise.allSettled(['ada', 'bob', 'cy', 'dee'].map((name) => acceptSetup(db, { ...form(token, `${name}@example.com`), workspaceName: 'Lab' })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
    const [users] = await sql<{ count: number }[]>`select count(*)::int as count from users`
    expect(users!.count).toBe(1)
    const winner = outcomes.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{ workspace: string; email: string }>
    const user = (await findUserByEmail(db, winner.value.email))!
    expect(await findMembership(db, user.id, 'sample')).toMatchObject({ role: 'owner', workspace: { name: 'Lab' } })
    expect(await signInWithPassword(db, { email: winner.value.email, password: 'correct horse 1', address: '' })).toEqual({ id: user.id })
    const workspace = (await findWorkspaceBySlug(db, 'sample'))!
    expect((await listActivity(db, { workspaceId: workspace.id, limit: 10 })).map((row) => row.action)).toEqual(['workspace.renamed', 'member.joined', 'workspace.created'])
  })

  it('is over once there is an owner', async () => {
    expect(await createSetupLink(db, { baseUrl: 'http://localhost:3000' })).toBeNull()
    expect(await checkSetupLink(db, 'anything')).toBe('done')
    expect(await createOwner(db, { email: 'late@example.com', password: 'correct horse 1' })).toEqual({ created: false, email: 'late@example.com' })
    expect(await findUserByEmail(db, 'late@example.com')).toBeUndefined()
  })
})
