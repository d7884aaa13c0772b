import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { connect } from '@/db/client'
import type { Context } from '@/lib/context'
import { readOverview } from '@/lib/dashboards/read-overview'
import { curatedEnvironments } from '@/lib/environments/list'
import { createPipeline } from '@/lib/pipelines/create'
import { readPipeline } from '@/lib/pipelines/read'
import { pauseSweep, resumeSweep, stopSweep } from '@/lib/sweeps/control'
import { createSweep } from '@/lib/sweeps/create'
import { driveSweep } from '@/lib/sweeps/drive'
import type { CreateSweepInput } from '@/lib/sweeps/input'
import { promoteTrial } from '@/lib/sweeps/promote'
import { listSweeps, readSweep } from '@/lib/sweeps/read'
import { listExperiments } from '@/lib/tracking/experiments/search'
import { logBatch } from '@/lib/tracking/metrics/log'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf } from '../queue/graphs'
import { testAgent, testArtifacts, testQueue, type TestAgent } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

/** A pipeline whose sample takes `rows` and `seed` as parameters. */
async function pipelineIn(ctx: Context): Promise<string> {
  const graph = {
    ...graphOf([enter('data', [['1'], ['2'], ['3']]), { id: 'take', component: 'transform.sample@1', params: { method: 'first', rows: { $parameter: 'rows' } } }], [edge('data', 'take')]),
    parameters: [{ name: 'rows', type: 'integer' as const, default: 1, help: '' }, { name: 'unused', type: 'text' as const, default: 'a', help: '' }],
  }
  return (await createPipeline(ctx, { name: 'Sampled', graph })).id
}

const input = (pipeline: string, more: Partial<CreateSweepInput> = {}): CreateSweepInput => ({
  pipeline,
  parameters: { rows: { min: 1, max: 40 } },
  objective: { metric: 'score', direction: 'maximize' },
  limits: { trials: 7, parallel: 3 },
  seed: 4,
  ...more,
})

/** Does what is ready; a sample's score is how many rows it takes. */
async function work(agent: TestAgent): Promise<number> {
  const leases = await agent.claim(10)
  for (const lease of leases) {
    const { rows } = lease.step.params as { rows?: number }
    await agent.succeed(lease, rows === undefined ? {} : { metrics: { score: rows } })
  }
  return leases.length
}

async function finish(ctx: Context, id: string, agent: TestAgent) {
  for (let turn = 0; turn < 200; turn++) {
    await driveSweep(ctx.db, id)
    await work(agent)
    const view = await readSweep(ctx, id)
    if (view.state !== 'running') return view
  }
  throw new Error('The sweep did not end')
}

test('a sweep runs its trials within its limits, knows the best and makes it the default', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await pipelineIn(ctx)
  const { id } = await createSweep(ctx, input(pipeline))
  await driveSweep(ctx.db, id)
  expect(await readSweep(ctx, id)).toMatchObject({ state: 'running', running: 3, total: 7, best: null })
  await driveSweep(ctx.db, id)
  expect((await readSweep(ctx, id)).trials).toBe(3)
  const view = await finish(ctx, id, agent)
  expect(view).toMatchObject({ state: 'finished', reason: 'All 7 trials have ended', trials: 7, running: 0 })
  const rows = view.trialList.map((trial) => trial.values.rows as number)
  expect(new Set(rows).size).toBe(7)
  expect(view.best).toBe(Math.max(...rows))
  expect(view.trialList.every((trial) => trial.state === 'succeeded' && trial.objective === trial.values.rows && trial.run !== null)).toBe(true)
  expect(await listSweeps(ctx, { pipeline })).toMatchObject({ sweeps: [{ id, best: view.best, trials: 7 }], next: null })
  // On the manager's home the seven runs are one line, above that of the sweep itself.
  expect((await readOverview(ctx, 30)).changes!.slice(0, 2)).toMatchObject([{ action: 'run.submitted', object: { kind: 'sweep', id, name: 'Sampled' }, trials: 7 }, { action: 'sweep.created', object: { id }, trials: null }])
  expect(await promoteTrial(ctx, id)).toEqual({ trial: view.bestTrial, defaults: ['rows'], model: null })
  expect((await readPipeline(ctx, pipeline)).graph.parameters![0]).toMatchObject({ name: 'rows', default: view.best })
})

test('a studio that dies in the middle, and two that drive at once, lose no trial and begin none twice', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const { id } = await createSweep(ctx, input(await pipelineIn(ctx), { limits: { trials: 14, parallel: 4 } }))
  for (let turn = 0; turn < 8; turn++) {
    // To PostgreSQL a process killed with -9 is a connection that ends within its transaction.
    const dying = connect(database.url, { max: 1 })
    const [{ pid }] = (await dying.db.execute(sql`select pg_backend_pid() as pid`)) as unknown as [{ pid: number }]
    const drives = Promise.allSettled([driveSweep(dying.db, id), driveSweep(database.db, id)])
    await new Promise((resolve) => setTimeout(resolve, turn * 4))
    await database.db.execute(sql`select pg_terminate_backend(${pid})`)
    await drives
    void dying.close()
    await work(agent)
  }
  const view = await finish(ctx, id, agent)
  expect(view.trialList.map((trial) => trial.number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  expect(new Set(view.trialList.map((trial) => trial.values.rows)).size).toBe(14)
  const runs = await database.db.execute<{ id: string }>(sql`select id from runs where options->'sweep'->>'id' = ${id}`)
  expect(runs.map((run) => run.id).sort()).toEqual(view.trialList.map((trial) => trial.run!.id).sort())
}, 60_000)

test('a sweep is paused, resumed with other limits and stopped; what runs then is cancelled', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const { id } = await createSweep(ctx, input(await pipelineIn(ctx), { limits: { trials: 4, parallel: 2 } }))
  await driveSweep(ctx.db, id)
  await pauseSweep(ctx, id)
  for (let turn = 0; turn < 4; turn++) await work(agent)
  await driveSweep(ctx.db, id)
  expect(await readSweep(ctx, id)).toMatchObject({ state: 'paused', trials: 2, running: 0 })
  await resumeSweep(ctx, id)
  expect(await finish(ctx, id, agent)).toMatchObject({ state: 'finished', trials: 4 })
  await expect(resumeSweep(ctx, id)).rejects.toThrow('All 4 trials of this sweep have been begun')
  await resumeSweep(ctx, id, { trials: 6 })
  await driveSweep(ctx.db, id)
  const stopped = await stopSweep(ctx, id)
  expect(stopped).toMatchObject({ state: 'stopped', trials: 6, running: 0 })
  expect(stopped.trialList.slice(4).map((trial) => trial.state)).toEqual(['cancelled', 'cancelled'])
  const open = await database.db.execute(sql`select 1 from runs where options->'sweep'->>'id' = ${id} and state in ('queued', 'running')`)
  expect(open).toHaveLength(0)
  await expect(pauseSweep(ctx, id)).rejects.toThrow('has ended: Stopped by')
})

test('a command with its code runs as runs of an experiment, by what it logs there', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const command = { command: 'python train.py --lr {lr}', files: [{ path: 'train.py', text: 'print(1)' }], experiment: 'Rates', environment: 'sklearn' }
  const { id } = await createSweep(ctx, { ...command, parameters: { lr: { values: [0.1, 0.2] } }, method: 'grid', objective: { metric: 'loss', direction: 'minimize' }, limits: { parallel: 1 } })
  const { lockHash } = curatedEnvironments().find(({ name }) => name === 'sklearn')!
  for (const loss of [0.4, 0.3]) {
    await driveSweep(ctx.db, id)
    const [lease] = await agent.claim(1, { ready: [lockHash], python: true })
    const job = JSON.parse(lease!.step.params.request as string) as { run: string; words: string[]; files: { path: string }[] }
    expect(job).toMatchObject({ words: ['python', 'train.py', '--lr', loss === 0.4 ? '0.1' : '0.2'], files: [{ path: 'train.py' }] })
    await logBatch(ctx, { runId: job.run, metrics: [{ key: 'loss', value: 1, timestamp: '1', step: '0' }, { key: 'loss', value: loss, timestamp: '2', step: '1' }], params: [], tags: [] })
    await agent.succeed(lease!)
  }
  await driveSweep(ctx.db, id)
  await driveSweep(ctx.db, id)
  const view = await readSweep(ctx, id)
  expect(view).toMatchObject({ state: 'finished', bestTrial: 2, best: 0.3, trialList: [{ values: { lr: 0.1 }, series: [{ step: 0, value: 1 }, { step: 1, value: 0.4 }] }, { values: { lr: 0.2 }, objective: 0.3 }] })
  expect((await listExperiments(ctx, {})).experiments.find(({ name }) => name === 'Rates')).toMatchObject({ runs: 2 })
  await expect(createSweep(ctx, { ...command, folder: '/srv', parameters: { lr: { values: [1] } }, objective: { metric: 'loss', direction: 'minimize' } })).rejects.toThrow('Give the command’s code or a folder of the agent’s machine, not both.')
})

test('values on the way come from the log, and a weak trial is stopped early', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const words = ['train', '--lr', '{lr}']
  const { id } = await createSweep(ctx, { command: words, parameters: { lr: { values: [0.1, 0.2, 0.3] } }, method: 'grid', objective: { metric: 'loss', direction: 'minimize' }, stopping: { rule: 'median', trials: 2, from: 2 }, limits: { parallel: 1 } })
  const losses = [[0.9, 0.5, 0.3], [0.8, 0.4, 0.2], [0.95, 0.9]]
  for (const [trial, values] of losses.entries()) {
    await driveSweep(ctx.db, id)
    const [lease] = await agent.claim(1, { commands: true })
    expect(lease!.step.params).toMatchObject({ program: 'train', args: [{ value: '--lr' }, { value: String((trial + 1) / 10) }] })
    const logs = values.map((value, index) => ({ seq: index, stream: 'stdout' as const, at: Date.now(), text: `epoch ${index + 1} loss=${value}` }))
    if (trial < 2) await agent.succeed(lease!, { logs })
    else {
      const { appendLogs } = await import('@/lib/queue/append-logs')
      await appendLogs(queue, agent.id, lease!.id, { fence: lease!.fence, chunks: logs })
      // The first look reads the lines, the second decides by them.
      await driveSweep(ctx.db, id)
    }
  }
  await driveSweep(ctx.db, id)
  const view = await readSweep(ctx, id)
  expect(view.trialList).toMatchObject([
    { state: 'succeeded', objective: 0.3, series: [{ step: 1, value: 0.9 }, { step: 2, value: 0.5 }, { step: 3, value: 0.3 }] },
    { state: 'succeeded', objective: 0.2 },
    { state: 'stopped', message: 'Stopped at step 2: its best was 0.9, the median of 2 trials there 0.45' },
  ])
  expect(view).toMatchObject({ bestTrial: 2, best: 0.2 })
})

test('what cannot be swept is refused in words, and strangers see nothing', async () => {
  const ctx = await testContext(database.db)
  const pipeline = await pipelineIn(ctx)
  const begin = (more: Partial<CreateSweepInput>) => createSweep(ctx, input(pipeline, more))
  await expect(begin({ parameters: {} })).rejects.toThrow('Choose at least one parameter to vary')
  await expect(begin({ parameters: { depth: { values: [1] } } })).rejects.toThrow('no parameter “depth”; it has “rows”, “unused”')
  await expect(begin({ parameters: { unused: { values: ['a', 'b'] } } })).rejects.toThrow('“unused” is tied to no step that runs')
  await expect(begin({ parameters: { rows: { min: 9, max: 1 } } })).rejects.toThrow('“rows” begins at 9, which is above its end 1')
  await expect(begin({ parameters: { rows: { values: ['many'] } } })).rejects.toThrow('“rows” must be a whole number')
  await expect(createSweep(ctx, { command: 'train --lr 1', parameters: { lr: { values: [1] } }, objective: { metric: 'a', direction: 'minimize' } })).rejects.toThrow('The command does not use “lr”: write {lr}')
  const { id } = await begin({})
  await expect(readSweep(await testContext(database.db), id)).rejects.toMatchObject({ code: 'not_found' })
  for (const act of [pauseSweep, resumeSweep, stopSweep, promoteTrial]) {
    await expect(act(await testContext(database.db), id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(act({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } as Context['actor'] }, id)).rejects.toMatchObject({ code: 'forbidden' })
  }
  // Whoever began it has become a viewer: nothing runs in their name any more.
  await database.db.execute(sql`update members set role = 'viewer' where workspace_id = ${ctx.workspace.id}::uuid`)
  await driveSweep(ctx.db, id)
  expect(await readSweep(ctx, id)).toMatchObject({ state: 'paused', trials: 0, reason: expect.stringContaining('may not run pipelines here any more') })
})

test('parameters stand in the order in which they were declared', async () => {
  const ctx = await testContext(database.db)
  const view = await createSweep(ctx, { command: 'train --b {zeta} --a {b} {long-name}', parameters: { zeta: { values: [1] }, 'long-name': { values: [2] }, b: { values: [3] } }, objective: { metric: 'score', direction: 'maximize' }, method: 'grid' })
  expect(Object.keys(view.config.space)).toEqual(['zeta', 'long-name', 'b'])
})
