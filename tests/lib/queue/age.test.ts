// Among equals the older run comes first, and people share alike all the same.
import { expect, test } from 'vitest'
import { sweepLeases } from '@/lib/queue/sweep'
import type { Context } from '@/lib/context'
import { cancelRun } from '@/lib/runs/cancel'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

test.each([
  ['ask for nothing', {}],
  ['ask for a CPU', { compute: { cpus: 1 } }],
])('steps that %s: an older run that lost one with its agent goes on before the first steps of later runs', async (_, more) => {
  const [ctx, other] = await Promise.all([testContext(database.db), testContext(database.db)])
  const submit = (by: Context) => submitGraph(by, { graph: chain(3), pipelineId: null, name: 'test', options: { force: 'all', ...more } })
  const old = await submit(ctx)
  const [agent, another] = await Promise.all([testAgent(queue, database), testAgent(queue, database)])
  const [first] = await agent.claim()
  const late = [await submit(ctx), await submit(ctx)]
  await agent.succeed(first!)
  // Ready since a moment only, while what is first in the later runs has waited longer.
  const [second] = await agent.claim()
  expect(second).toMatchObject({ runId: old.id, step: { node: 's1' } })

  await database.sql`update step_attempts set expires_at = clock_timestamp() - interval '1 second', accepted_at = claimed_at where id = ${second!.id}`
  await sweepLeases(queue)
  await database.sql`update step_runs set not_before = null`
  const [again] = await another.claim()
  expect(again).toMatchObject({ runId: old.id, step: { node: 's1' }, attempt: 2 })

  // Who has a step running already gives way to another person, however young that one's run is.
  const theirs = await submit(other)
  const [next, last] = [(await agent.claim())[0], (await another.claim())[0]]
  expect(next!.runId).toBe(theirs.id)
  expect(last!.runId).toBe(late[0]!.id)

  for (const [lease, by] of [[again, another], [next, agent], [last, another]] as const) await by.succeed(lease!)
  await Promise.all([old, ...late].map((run) => cancelRun(ctx, run.id)))
  await cancelRun(other, theirs.id)
})
