import { beforeEach, describe, expect, test } from 'vitest'
import { changeEnvironment } from '@/lib/environments/archive'
import { chooseEnvironments } from '@/lib/environments/choose'
import { addEnvironmentVersion, createEnvironment } from '@/lib/environments/create'
import { listEnvironments, readEnvironment } from '@/lib/environments/read'
import type { Context } from '@/lib/context'
import { saveEnvironmentStates } from '@/db/queries/leases'
import { registerAgent } from '@/lib/compute/create-agent'
import { readAgent, readEnvironmentLog } from '@/lib/compute/read'
import { listActivity } from '@/lib/activity/list'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()
let ctx: Context
beforeEach(async () => {
  ctx = await testContext(database.db, { role: 'admin' })
})

const hash = `--hash=sha256:${'a'.repeat(64)}`
const lock = (extra = '') => `pandas==3.1.1 ${hash}\npyarrow==26.0.1 ${hash}\n${extra}`
const withLock = (name: string) => createEnvironment(ctx, { name, lock: lock() })

test('one with a lock is ready at once, and its next versions never change it', async () => {
  const made = await createEnvironment(ctx, { name: 'mine', lock: lock(), python: '3.12', description: 'For us', note: 'first' })
  expect(made).toMatchObject({ name: 'mine', version: 1, stage: 'ready', python: '==3.12.*', packages: 2, description: 'For us', createdBy: ctx.actor.name, kind: 'custom' })
  const second = await addEnvironmentVersion(ctx, 'mine', { lock: lock(`cowsay==6.1 ${hash}\n`), after: 1 })
  expect(second).toMatchObject({ version: 2, latest: 2, packages: 3 })
  expect(await readEnvironment(ctx, 'mine', 1)).toMatchObject({ version: 1, lock: made.lock, lockHash: made.lockHash, versions: [{ version: 2 }, { version: 1, note: 'first' }] })
  await expect(addEnvironmentVersion(ctx, 'mine', { lock: lock(), after: 1 })).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/Version 2 was made while you worked on version 1/) })
  const { rows } = await listActivity(ctx, { kind: 'environment' })
  expect(rows.map(({ action }) => action)).toEqual(['environment.version_created', 'environment.created'])
})

test('two that make a version at once get two numbers', async () => {
  await withLock('busy')
  const made = await Promise.all([1, 2, 3].map((n) => addEnvironmentVersion(ctx, 'busy', { lock: lock(`cowsay==${n} ${hash}\n`) })))
  expect(made.map(({ version }) => version).sort()).toEqual([2, 3, 4])
})

test.each([
  [{ name: 'Bad Name', requirements: 'xgboost' }, /small letters/, 'name'],
  [{ name: 'mine', requirements: '' }, /Name at least one package/, 'requirements'],
  [{ name: 'mine', requirements: 'xgboost', python: '3.8' }, /Python 3\.11 to 3\.14/, 'python'],
  [{ name: 'mine', lock: 'pandas==3' }, /has no hash/, 'lock'],
  [{ name: 'mine', requirements: 'x', systemPackages: ['rm -rf /'] }, /as Debian names it/, 'systemPackages.0'],
])('what cannot be is refused with a sentence, at its field: %#', async (input, words, field) => {
  await expect(createEnvironment(ctx, input as never)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(words), details: { fields: { [field]: expect.stringMatching(words) } } })
})

test('the names of what comes along, and those that are taken, are refused', async () => {
  await expect(withLock('sklearn')).rejects.toMatchObject({ code: 'conflict', details: { fields: { name: expect.stringMatching(/comes with Atelier/) } } })
  await withLock('mine')
  await expect(withLock('mine')).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/has an environment “mine” already/), details: { fields: { name: expect.any(String) } } })
})

test('the list has what comes along first, and each of the workspace once', async () => {
  await withLock('zeta')
  await addEnvironmentVersion(ctx, 'zeta', { lock: lock() })
  await withLock('alpha')
  const { environments } = await listEnvironments(ctx)
  expect(environments.find(({ name }) => name === 'zeta')).toMatchObject({ packages: 2, python: '>=3.11,<3.15', archived: false, container: false })
  expect(environments.map(({ name, version }) => `${name}@${version}`)).toEqual(['boosting@1', 'labels@2', 'sklearn@2', 'sweeps@1', 'tensorflow@1', 'torch@1', 'tracking@1', 'vision@1', 'alpha@1', 'zeta@2'])
})

test('an agent’s page names the environments that come along and the workspace’s own, and no other’s', async () => {
  const mine = await withLock('mine')
  const other = await testContext(database.db, { role: 'owner' })
  const theirs = await createEnvironment(other, { name: 'theirs', lock: lock(`cowsay==6.1 ${hash}\n`) })
  const { id } = await registerAgent(database.db, { name: 'box' })
  const said = (environment: { name: string; version: number; lockHash: string | null }, state: 'ready' | 'absent') => ({ name: environment.name, version: environment.version, lockHash: environment.lockHash!, state, done: 0, total: 0, message: '', cause: null, sizeMb: 7, usedAt: null })
  const states = [said(mine, 'ready'), said(theirs, 'ready')]
  await saveEnvironmentStates(database.sql, { agentId: id, states, lines: [{ lockHash: theirs.lockHash!, line: 'secret' }] })
  expect((await readAgent(ctx, id)).environments).toMatchObject([{ name: 'mine', version: 1, state: 'ready' }])
  expect((await readAgent(other, id)).environments).toMatchObject([{ name: 'theirs' }])
  await expect(readEnvironmentLog(ctx, id, theirs.lockHash!)).rejects.toMatchObject({ code: 'not_found' })
  expect(await readEnvironmentLog(other, id, theirs.lockHash!)).toEqual({ log: 'secret\n' })
  // What the agent does not speak of any more is not there any more.
  await saveEnvironmentStates(database.sql, { agentId: id, states: states.slice(1), lines: [] })
  expect((await readEnvironment(ctx, 'mine')).agents).toMatchObject([{ state: 'absent', sizeMb: null }])
})

describe('strangers', () => {
  test('see and change nothing of another workspace', async () => {
    await withLock('mine')
    const other = await testContext(database.db, { role: 'owner' })
    await expect(readEnvironment(other, 'mine')).rejects.toMatchObject({ code: 'not_found' })
    await expect(addEnvironmentVersion(other, 'mine', { lock: lock() })).rejects.toMatchObject({ code: 'not_found' })
    await expect(changeEnvironment(other, 'mine', { archived: true })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listEnvironments(other)).environments.every(({ kind }) => kind === 'curated')).toBe(true)
  })

  test('and a viewer reads, but makes none', async () => {
    const viewer = await testContext(database.db, { role: 'viewer' })
    await expect(listEnvironments(viewer)).resolves.toBeDefined()
    await expect(createEnvironment(viewer, { name: 'mine', lock: lock() })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(changeEnvironment(viewer, 'mine', { archived: true })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listEnvironments(await testContext(database.db, { role: 'labeler' }))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a step’s choice', () => {
  const choose = async (...refs: string[]) => {
    const chosen = await chooseEnvironments(ctx, refs)
    return refs.map((ref) => chosen(ref))
  }

  test('is a version, or the newest that is ready', async () => {
    const first = await withLock('mine')
    const second = await addEnvironmentVersion(ctx, 'mine', { lock: lock(`cowsay==6.1 ${hash}\n`) })
    await addEnvironmentVersion(ctx, 'mine', { requirements: 'cowsay' })
    expect(await choose('mine@1', 'mine', 'sklearn', 'sklearn@2')).toMatchObject([{ version: 1, lockHash: first.lockHash }, { version: 2, lockHash: second.lockHash }, { name: 'sklearn', version: 2 }, { name: 'sklearn', version: 2 }])
  })

  test('that cannot be is told in words', async () => {
    await withLock('mine')
    await withLock('old')
    await changeEnvironment(ctx, 'old', { archived: true })
    await createEnvironment(ctx, { name: 'coming', requirements: 'cowsay' })
    const problems = (await choose('none', 'mine@7', 'old@1', 'coming@1', 'sklearn@1')).map((chosen) => ('problem' in chosen ? chosen.problem : ''))
    expect(problems).toEqual([
      expect.stringMatching(/no environment “none”/),
      expect.stringMatching(/“mine” has no version 7; its newest is 1/),
      expect.stringMatching(/“old” is archived: choose another, or bring it back/),
      expect.stringMatching(/“coming@1” is still being resolved/),
      expect.stringMatching(/“sklearn” has version 2 now, not 1/),
    ])
    await changeEnvironment(ctx, 'old', { archived: false })
    expect(await choose('old@1')).toMatchObject([{ version: 1 }])
  })
})
