import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTarget, deleteTarget, updateTarget } from '@/lib/clusters/manage'
import { listTargets, readTarget } from '@/lib/clusters/read'
import { submitGraph } from '@/lib/runs/submit'
import { chain } from '../queue/graphs'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

process.env.ATELIER_HOME = mkdtempSync(path.join(tmpdir(), 'atelier-targets-'))
const database = await testDatabase()
const admin = await testContext(database.db, { role: 'admin' })
const name = () => `t-${randomBytes(3).toString('hex')}`
const ray = { engine: 'ray' as const, address: 'http://ray-head:8265/', studioUrl: 'http://studio:3000' }

test('a token is kept encrypted, never shown, and never goes to another address than it was given for', async () => {
  const made = await createTarget(admin, { name: name(), ...ray, token: 'ray-secret-1' })
  expect(made).toMatchObject({ engine: 'ray', address: 'http://ray-head:8265', hasToken: true, state: 'ready', minNodes: 0, maxNodes: 2 })
  expect(JSON.stringify([made, await listTargets(admin)])).not.toContain('ray-secret')
  const [row] = await database.sql`select secret, config::text as config from compute_targets where name = ${made.name}`
  expect(row!.secret).toMatch(/^v1\./)
  expect(row!.config).not.toContain('ray-secret')
  await expect(updateTarget(admin, made.name, { address: 'http://elsewhere:8265' })).rejects.toThrow('Type the token again')
  expect(await updateTarget(admin, made.name, { address: 'http://elsewhere:8265', token: 'ray-secret-2' })).toMatchObject({ address: 'http://elsewhere:8265', hasToken: true })
  expect(await updateTarget(admin, made.name, { token: '', maxNodes: 5 })).toMatchObject({ hasToken: false, maxNodes: 5, address: 'http://elsewhere:8265' })
})

test('what cannot be is refused with what to do', async () => {
  const taken = await createTarget(admin, { name: name(), engine: 'processes' })
  await expect(createTarget(admin, { name: taken.name, engine: 'processes' })).rejects.toThrow('already')
  await expect(createTarget(admin, { name: name(), engine: 'ray' })).rejects.toThrow('Give its address')
  await expect(createTarget(admin, { name: name(), engine: 'ssh' })).rejects.toThrow('Name at least one machine')
  await expect(createTarget(admin, { name: name(), engine: 'processes', minNodes: 3, maxNodes: 2 })).rejects.toThrow('larger than the greatest')
  await expect(updateTarget(admin, taken.name, { minNodes: 9 })).rejects.toThrow('larger than the greatest')
  for (const address of ['ray-head:8265', 'http://user:pass@ray:8265', 'file:///etc/passwd', 'http://ray:8265/?x=1']) await expect(createTarget(admin, { name: name(), ...ray, address }), address).rejects.toThrow()
  for (const wrong of ['test', 'agents', 'a b', '../x', '']) await expect(createTarget(admin, { name: wrong, engine: 'processes' }), wrong).rejects.toThrow()
})

test('only owners and admins change clusters; readers see them, labelers do not', async () => {
  const { name: known } = await createTarget(admin, { name: name(), engine: 'processes' })
  const viewer = await testContext(database.db, { role: 'viewer' })
  const author = await testContext(database.db, { role: 'author' })
  expect((await readTarget(viewer, known)).name).toBe(known)
  for (const ctx of [viewer, author]) {
    await expect(createTarget(ctx, { name: name(), engine: 'processes' })).rejects.toThrow('cannot do this')
    await expect(updateTarget(ctx, known, { maxNodes: 9 })).rejects.toThrow('cannot do this')
    await expect(deleteTarget(ctx, known)).rejects.toThrow('cannot do this')
  }
  await expect(readTarget(await testContext(database.db, { role: 'labeler' }), known)).rejects.toThrow('cannot do this')
})

test('one without nodes is gone at once, with its token; its name is free again, and each change is on record', async () => {
  const made = await createTarget(admin, { name: name(), ...ray, token: 'ray-secret-3' })
  await updateTarget(admin, made.name, { idleSeconds: 7 })
  await deleteTarget(admin, made.name)
  await expect(readTarget(admin, made.name)).rejects.toThrow('There is no compute target')
  expect(await database.sql`select 1 from compute_targets where name = ${made.name} and secret is not null`).toHaveLength(0)
  await createTarget(admin, { name: made.name, engine: 'processes' })
  const rows = await database.sql<{ action: string; details: unknown }[]>`select action, details from activity where object_name = ${made.name} order by at, id`
  expect(rows.map(({ action }) => action).sort()).toEqual(['target.changed', 'target.created', 'target.created', 'target.deleted'])
  expect(JSON.stringify(rows)).not.toContain('ray-secret')
})

test('a run names its cluster: each step asks for it, and one that is not there is refused', async () => {
  const { name: known } = await createTarget(admin, { name: name(), engine: 'processes' })
  const submit = (target: string) => submitGraph(admin, { graph: chain(2), pipelineId: null, name: 'test', options: { force: 'all', compute: { target, cpus: 2 } } })
  const run = await submit(known)
  expect(await database.sql`select requests from step_runs where run_id = ${run.id}`).toEqual([{ requests: { target: known, cpus: 2 } }, { requests: { target: known, cpus: 2 } }])
  expect(run.steps[0]!.waitReason).toBe(`“${known}” is about to launch a node`)
  await expect(submit('nowhere')).rejects.toThrow('There is no compute target called “nowhere”')
})
