import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { members, users } from '@/db/schema'
import { listActivity } from '@/lib/activity/list'
import type { Context } from '@/lib/context'
import { chooseHome, createDashboard, deleteDashboard, restoreVersion, saveVersion, undeleteDashboard, updateDashboardDraft } from '@/lib/dashboards/change'
import { homeDashboard, listDashboards, listDashboardVersions, readDashboard, readDashboardVersion } from '@/lib/dashboards/read'
import { readHours } from '@/lib/dashboards/read-hours'
import { readOverview } from '@/lib/dashboards/read-overview'
import { readTile } from '@/lib/dashboards/read-tile'
import { noFilters } from '@/lib/dashboards/schema'
import type { TileData } from '@/lib/dashboards/tile-data'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { moveExperiment, setExperimentTag } from '@/lib/tracking/experiments/change'
import { logBatch } from '@/lib/tracking/metrics/log'
import { updateRun } from '@/lib/tracking/runs/change'
import { createRun } from '@/lib/tracking/runs/create'
import type { Role } from '@/lib/permissions'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()
const { db, sql } = database
const day = 86_400_000

const note = (id: string, text: string) => ({ id, title: '', x: 0, y: 0, w: 4, h: 2, view: { kind: 'text', text } })

/** Somebody else in the same workspace. */
async function colleague(ctx: Context, role: Role): Promise<Context> {
  const [user] = await db.insert(users).values({ email: `${randomUUID()}@example.com`, name: `A ${role}` }).returning()
  await db.insert(members).values({ workspaceId: ctx.workspace.id, userId: user!.id, role })
  return { ...ctx, actor: { kind: 'user', id: user!.id, name: user!.name, email: user!.email, role } }
}

/** A run that began so many days ago, with its last metrics. */
async function logged(ctx: Context, experimentId: string, p: { name: string; daysAgo: number; metrics?: Record<string, number>; params?: Record<string, string>; hours?: number; status?: 'FINISHED' | 'FAILED'; user?: string; team?: string }): Promise<string> {
  const startMs = Date.now() - p.daysAgo * day
  const { run_id: runId } = await createRun(ctx, { experimentId, name: p.name, startMs, userId: p.user ?? 'ann' })
  const metrics = Object.entries(p.metrics ?? {}).map(([key, value]) => ({ key, value, timestamp: String(startMs), step: '0' }))
  await logBatch(ctx, { runId, metrics, params: Object.entries(p.params ?? {}).map(([key, value]) => ({ key, value })), tags: p.team ? [{ key: 'team', value: p.team }] : [] })
  if (p.hours !== undefined) await updateRun(ctx, { runId, status: p.status ?? 'FINISHED', endMs: startMs + p.hours * 3_600_000 })
  return runId
}

async function tile<K extends TileData['kind']>(ctx: Context, view: { kind: K } & Record<string, unknown>, filters: Record<string, unknown> = {}): Promise<Extract<TileData, { kind: K }>> {
  return (await readTile(ctx, { view, filters: { ...noFilters, ...filters } })) as Extract<TileData, { kind: K }>
}

test('a draft is kept for its editors, saved as versions for everybody, and every version can come back', async () => {
  const ctx = await testContext(db)
  const viewer = await colleague(ctx, 'viewer')
  const made = await createDashboard(ctx, { name: ' Models ' })
  expect(made).toMatchObject({ name: 'Models', version: null, revision: 1, draft: { tiles: [] } })

  const first = await updateDashboardDraft(ctx, made.id, { content: { tiles: [note('a', 'one')] }, revision: 1 })
  expect(first).toMatchObject({ revision: 2, content: { tiles: [] }, draft: { tiles: [note('a', 'one')] } })
  expect(await readDashboard(viewer, made.id)).toMatchObject({ content: { tiles: [] }, draft: { tiles: [] } })
  await expect(updateDashboardDraft(ctx, made.id, { content: { tiles: [] }, revision: 1 })).rejects.toMatchObject({ code: 'conflict', details: { revision: 2 } })
  // Of two who change the same draft at once, one is told.
  const both = await Promise.allSettled([1, 2].map((n) => updateDashboardDraft(ctx, made.id, { content: { tiles: [note('a', `change ${n}`)] }, revision: 2 })))
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])

  await saveVersion(ctx, made.id, { note: 'First words' })
  await updateDashboardDraft(ctx, made.id, { content: { tiles: [note('a', 'two'), note('b', 'more')] }, revision: 3 })
  await saveVersion(ctx, made.id, {})
  expect((await readDashboard(viewer, made.id)).content.tiles).toHaveLength(2)
  await updateDashboardDraft(ctx, made.id, { content: { tiles: [note('c', 'not saved')] }, revision: 4 })
  const restored = await restoreVersion(ctx, made.id, '1')
  expect(restored.content.tiles).toMatchObject([{ view: { text: expect.stringMatching(/^change/) } }])
  expect(restored.draft).toEqual(restored.content)
  expect(await listDashboardVersions(viewer, made.id)).toMatchObject([{ number: 4, note: 'Version 1 restored' }, { number: 3, note: expect.stringContaining('before version 1') }, { number: 2, tiles: 2 }, { number: 1, note: 'First words', createdBy: ctx.actor.name }])
  expect((await readDashboardVersion(viewer, made.id, '3')).content.tiles).toMatchObject([{ id: 'c' }])
  await expect(restoreVersion(ctx, made.id, '9')).rejects.toMatchObject({ code: 'not_found' })

  await deleteDashboard(ctx, made.id)
  expect(await listDashboards(ctx)).toEqual([])
  await expect(readDashboard(ctx, made.id)).rejects.toMatchObject({ code: 'not_found', details: { deleted: true } })
  await undeleteDashboard(ctx, made.id)
  expect(await listDashboards(viewer)).toMatchObject([{ name: 'Models', version: 4 }])
  const { rows } = await listActivity(await colleague(ctx, 'admin'), {})
  expect(rows.map(({ action }) => action)).toEqual(['dashboard.undeleted', 'dashboard.deleted', 'dashboard.restored', 'dashboard.saved', 'dashboard.saved', 'dashboard.created'])
})

test('viewers change nothing, and strangers find nothing', async () => {
  const ctx = await testContext(db)
  const { id } = await createDashboard(ctx, { content: { tiles: [note('a', 'one')] } })
  const viewer = await colleague(ctx, 'viewer')
  const stranger = await testContext(db, { role: 'owner' })
  const verbs: ((who: Context) => Promise<unknown>)[] = [
    (who) => updateDashboardDraft(who, id, { name: 'Mine' }),
    (who) => saveVersion(who, id, {}),
    (who) => restoreVersion(who, id, '1'),
    (who) => deleteDashboard(who, id),
    (who) => undeleteDashboard(who, id),
    (who) => chooseHome(who, { dashboard: id, for: 'workspace' }),
  ]
  for (const verb of verbs) {
    await expect(verb(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(verb(stranger)).rejects.toMatchObject({ code: 'not_found' })
  }
  await expect(createDashboard(viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readDashboard(await colleague(ctx, 'labeler'), id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readDashboard(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(readDashboard(ctx, 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
  await expect(createDashboard(ctx, { content: { tiles: [note('a', ''), note('a', '')] } })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('same id') })
  await expect(createDashboard(ctx, { content: { tiles: [{ ...note('a', ''), view: { kind: 'pie' } }] } })).rejects.toMatchObject({ code: 'invalid' })
})

test('the home is one’s own choice, then the workspace’s, and a deleted dashboard is no home', async () => {
  const admin = await testContext(db, { role: 'admin' })
  const viewer = await colleague(admin, 'viewer')
  const [one, two] = [await createDashboard(admin, { name: 'One' }), await createDashboard(admin, { name: 'Two' })]
  expect(await homeDashboard(viewer)).toBeNull()
  await chooseHome(admin, { dashboard: one.id, for: 'workspace' })
  expect(await homeDashboard(viewer)).toBe(one.id)
  await chooseHome(viewer, { dashboard: two.id, for: 'me' })
  expect([await homeDashboard(viewer), await homeDashboard(admin)]).toEqual([two.id, one.id])
  expect((await listDashboards(viewer)).map(({ name, home }) => [name, home]).sort()).toEqual([['One', 'workspace'], ['Two', 'me']])
  await chooseHome(viewer, { dashboard: null, for: 'me' })
  expect(await homeDashboard(viewer)).toBeNull()
  await deleteDashboard(admin, one.id)
  expect(await homeDashboard(admin)).toBeNull()
  await chooseHome(admin, { dashboard: null, for: 'workspace' })
})

test('tiles show what was logged under the dashboard’s filters, and say what is missing', async () => {
  const ctx = await testContext(db)
  const experiment = await createExperiment(ctx, { name: 'Trees' })
  const old = await logged(ctx, experiment, { name: 'old', daysAgo: 20, metrics: { acc: 0.7 }, params: { depth: '2' }, hours: 2 })
  const mid = await logged(ctx, experiment, { name: 'mid', daysAgo: 3, metrics: { acc: 0.9 }, params: { depth: '4' }, hours: 1, team: 'birds' })
  await logged(ctx, experiment, { name: 'nan', daysAgo: 2, metrics: { acc: Number.NaN }, params: { depth: '4' }, hours: 1 })
  const late = await logged(ctx, experiment, { name: 'late', daysAgo: 1, metrics: { acc: 0.8 }, params: { depth: '4' }, hours: 1, status: 'FAILED', user: 'ben' })
  const on = { experiment }

  expect(await tile(ctx, { kind: 'number', ...on, metric: 'acc' })).toMatchObject({ label: 'Highest acc', value: 0.9, before: 0.7, run: { id: mid, name: 'mid' }, compared: '7 days ago' })
  expect(await tile(ctx, { kind: 'number', ...on, metric: 'acc', goal: 'min' }, { days: 7 })).toMatchObject({ value: 0.8, before: null, run: { id: late } })
  expect(await tile(ctx, { kind: 'number', ...on, measure: 'failed' }, { days: 7 })).toMatchObject({ value: 1, before: 0, better: 'less' })
  expect(await tile(ctx, { kind: 'number', measure: 'hours' }, { days: 7, person: 'ben' })).toMatchObject({ value: 1, before: 0 })

  const best = await tile(ctx, { kind: 'best', ...on, metric: 'acc', columns: ['params.depth'], limit: 2 })
  expect(best).toMatchObject({ total: 4, columns: ['metrics.acc', 'params.depth'], runs: [{ id: mid, values: { 'metrics.acc': 0.9, 'params.depth': '4' } }, { id: late }] })
  const ids = async (filters: Record<string, unknown>, filter = '') => (await tile(ctx, { kind: 'runs', ...on, filter }, filters)).runs.map(({ name }) => name)
  expect(await ids({})).toEqual(['late', 'nan', 'mid', 'old'])
  expect(await ids({ days: 7, person: 'ann' })).toEqual(['nan', 'mid'])
  expect(await ids({ tag: 'team=birds' })).toEqual(['mid'])
  expect(await ids({ param: 'depth', to: '3' })).toEqual(['old'])
  expect(await ids({ param: 'depth', from: '3' }, "metrics.acc < 0.75 OR metrics.acc BETWEEN 0.75 AND 0.85")).toEqual(['late'])

  const bars = await tile(ctx, { kind: 'bars', ...on, metric: 'acc', param: 'depth' })
  expect(bars).toMatchObject({ values: 2, runs: 3, bars: [{ value: '4', runs: 2, lowest: 0.8, highest: 0.9 }, { value: '2', runs: 1, mean: 0.7 }] })
  expect(bars.bars[0]!.mean).toBeCloseTo(0.85, 12)
  expect((await tile(ctx, { kind: 'scatter', ...on, x: 'params.depth', y: 'metrics.acc' })).points).toEqual([{ id: late, name: 'late', x: 4, y: 0.8 }, { id: mid, name: 'mid', x: 4, y: 0.9 }, { id: old, name: 'old', x: 2, y: 0.7 }])
  expect((await tile(ctx, { kind: 'lines', ...on, metric: 'acc', runs: 2 }))).toMatchObject({ total: 4, lines: [{ run: { id: late }, points: [{ step: 0, value: 0.8 }] }, { run: { name: 'nan' }, points: [{ value: 'NaN' }] }] })

  const other = await createExperiment(ctx, { name: 'Other' })
  expect(await ids({ experiment: other })).toEqual([])
  const refused = (view: { kind: TileData['kind'] } & Record<string, unknown>) => tile(ctx, view).catch((error: Error) => error.message)
  expect(await refused({ kind: 'runs' })).toContain('no experiment')
  expect(await refused({ kind: 'best', ...on })).toContain('Choose a metric')
  expect(await refused({ kind: 'runs', experiment: '99' })).toContain('not in this workspace any more')
  expect(await refused({ kind: 'runs', ...on, filter: 'metrics.acc <' })).toContain('Expected a number')
  expect(await refused({ kind: 'labeling', project: randomUUID() })).toContain('not in this workspace any more')
  await moveExperiment(ctx, experiment, 'deleted')
  expect(await refused({ kind: 'runs', ...on })).toContain('“Trees” was deleted')
  await expect(readTile(await colleague(ctx, 'labeler'), { view: { kind: 'text' } })).rejects.toMatchObject({ code: 'forbidden' })
})

test('the overview tells what runs, what failed, and what was the best when', async () => {
  const ctx = await testContext(db)
  const experiment = await createExperiment(ctx, { name: 'Nets' })
  for (const [name, daysAgo, loss] of [['a', 40, 0.9], ['b', 35, 0.5], ['c', 20, 0.7], ['d', 2, 0.4], ['e', 1, Number.NEGATIVE_INFINITY]] as const) {
    await logged(ctx, experiment, { name, daysAgo, metrics: { loss, accuracy: 1 - loss }, hours: 1 })
  }
  await logged(ctx, experiment, { name: 'broken', daysAgo: 0.2, hours: 0.1, status: 'FAILED' })
  await logged(ctx, experiment, { name: 'open', daysAgo: 0.1 })
  const overview = await readOverview(ctx, 30)
  expect(overview.running).toMatchObject({ total: 1, runs: [{ name: 'open', state: 'running', note: 'Nets', steps: null }] })
  expect(overview.failed).toMatchObject({ total: 1, runs: [{ name: 'broken', step: null }] })
  expect(overview.best).toMatchObject([{ experiment: { name: 'Nets' }, metric: 'accuracy', chosen: false }])
  await setExperimentTag(ctx, experiment, 'atelier.best', 'min loss')
  const [best] = (await readOverview(ctx, 30)).best!
  expect(best).toMatchObject({ metric: 'loss', goal: 'min', chosen: true, value: 0.4, before: 0.5, run: { name: 'd' } })
  expect(best!.records.map(({ name, value }) => [name, value])).toEqual([['a', 0.9], ['b', 0.5], ['d', 0.4]])
  expect((await readOverview(await colleague(ctx, 'labeler'), 30))).toMatchObject({ running: null, failed: null, best: null, hours: null, changes: null, labeling: [] })
})

test('hours count every attempt once, by the day of its end, before and after the day is added up', async () => {
  const ctx = await testContext(db)
  const other = await testContext(db)
  const attempt = async (who: Context, person: string, ended: string | null, hours: number) => {
    const [run] = await sql`insert into runs (workspace_id, number, name, state, graph, remaining, created_by_name) values (${who.workspace.id}, (select coalesce(max(number), 0) + 1 from runs where workspace_id = ${who.workspace.id}), 'Run', 'succeeded', '{}', 0, ${person}) returning id`
    const [step] = await sql`insert into step_runs (run_id, workspace_id, node, name, component, params, position, state, waiting_on, runner, sources) values (${run!.id}, ${who.workspace.id}, 'a', 'A', 'x@1', '{}', 0, 'succeeded', 0, 'table', '{}') returning id`
    await sql`insert into step_attempts (step_id, number, fence, job_token_hash, agent_name, expires_at, ended_at, claimed_at)
      values (${step!.id}, 1, 1, ${randomUUID()}, 'agent', now(), ${ended}::timestamptz, coalesce(${ended}::timestamptz, now()) - make_interval(secs => ${hours * 3600}))`
  }
  const at = (daysAgo: number, time: string) => `${new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10)}T${time}Z`
  await attempt(ctx, 'ann', at(3, '23:59:59'), 2)
  await attempt(ctx, 'ann', at(2, '00:00:00'), 1)
  await attempt(ctx, 'ben', at(2, '12:00:00'), 4)
  await attempt(ctx, 'ben', at(0, '00:00:00'), 0.5)
  await attempt(ctx, 'ben', null, 0.25)
  await attempt(other, 'eve', at(2, '12:00:00'), 100)
  const hours = async (who = ctx, days = 30, person?: string) => (await readHours(who, { days, person })).map((row) => [row.day, row.person, Math.round(row.seconds / 36) / 100])
  const expected = [[at(3, '').slice(0, 10), 'ann', 2], [at(2, '').slice(0, 10), 'ann', 1], [at(2, '').slice(0, 10), 'ben', 4], [at(0, '').slice(0, 10), 'ben', 0.75]]
  // Added up by several at once, then read again from the sums.
  expect(await Promise.all([hours(), hours()])).toEqual([expected, expected])
  expect(await hours()).toEqual(expected)
  const [kept] = await sql`select sum(seconds)::float8 / 3600 as hours from compute_days where workspace_id = ${ctx.workspace.id}`
  expect(kept!.hours).toBeCloseTo(7, 6)
  // The day that was not over when the sums were made is added up later, and only it.
  await sql`update compute_days_done set through = through - 2 where workspace_id = ${ctx.workspace.id}`
  await sql`delete from compute_days where workspace_id = ${ctx.workspace.id} and day > (select through from compute_days_done where workspace_id = ${ctx.workspace.id})`
  expect(await hours()).toEqual(expected)
  expect(await hours(ctx, 3, 'ben')).toEqual(expected.slice(2))
  expect(await hours(ctx, 1)).toEqual(expected.slice(3))
  expect(await hours(other)).toEqual([[at(2, '').slice(0, 10), 'eve', 100]])
})
