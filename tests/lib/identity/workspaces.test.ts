import { describe, expect, it } from 'vitest'
import { findMembership, findWorkspace, insertMember } from '@/db/queries/identity'
import { createWorkspace } from '@/lib/identity/create-workspace'
import { myWorkspaces } from '@/lib/identity/my-workspaces'
import { renameWorkspace } from '@/lib/identity/rename-workspace'
import { slugify } from '@/lib/identity/slug'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { account, member, person } from './support'

const { db } = await testDatabase()

describe('createWorkspace', () => {
  it('refuses those who own or administer none', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const user = await person(db)
    await expect(createWorkspace(await account(db, user), { name: 'Lab' })).rejects.toMatchObject({ code: 'forbidden' })
    await insertMember(db, { workspaceId: ctx.workspace.id, userId: user.id, role: 'author' })
    await expect(createWorkspace(await account(db, user), { name: 'Lab' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('gives each its own address, also at the same moment, and makes the creator its owner', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    const user = await person(db)
    await insertMember(db, { workspaceId: ctx.workspace.id, userId: user.id, role: 'admin' })
    const me = await account(db, user)
    const made = await Promise.all([1, 2, 3].map(() => createWorkspace(me, { name: 'Night lab' })))
    expect(made.map(({ slug }) => slug).sort()).toEqual(['night-lab', 'night-lab-2', 'night-lab-3'])
    expect(await findMembership(db, user.id, 'night-lab')).toMatchObject({ role: 'owner' })
    expect((await myWorkspaces(me)).map(({ name }) => name)).toEqual(['Night lab', 'Night lab', 'Night lab', ctx.workspace.name])
    await expect(createWorkspace(me, { name: '  ' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('renameWorkspace', () => {
  it('refuses authors and below, and keeps the address', async () => {
    const ctx = await testContext(db, { role: 'owner' })
    for (const role of ['author', 'labeler', 'viewer'] as const) await expect(renameWorkspace(await member(ctx, role), { name: 'Mine' })).rejects.toMatchObject({ code: 'forbidden' })
    await renameWorkspace(ctx, { name: ' Renamed ' })
    expect(await findWorkspace(db, ctx.workspace.id)).toMatchObject({ name: 'Renamed', slug: ctx.workspace.slug })
  })
})

describe('slugify', () => {
  it.each([
    ['Ada’s Lab – Münster', 'adas-lab-munster'],
    ['  --  ', 'workspace'],
    ['研究室', 'workspace'],
    ['x'.repeat(60), 'x'.repeat(40)],
  ])('%s → %s', (name, slug) => expect(slugify(name)).toBe(slug))
})
