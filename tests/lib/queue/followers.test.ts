import { expect, test, vi } from 'vitest'
import { followersOf } from '@/db/queries/followers'
import { withFollowers } from '@/lib/queue/followers'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { chain, edge, enter, graphOf, select } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const ctx = await testContext(database.db)
const submit = (graph: ReturnType<typeof graphOf>, options: object = {}) => submitGraph(ctx, { graph, pipelineId: null, name: 'test', options: { force: 'all', ...options } })

test('a lease tells of the step that follows it, once the steps of its run are known', async () => {
  await submit(chain(4))
  const agent = await testAgent(queue, database)
  const next = { claim: { session: agent.session, slots: 1, waitMs: 0, ready: [], python: false } }
  const [first] = await agent.claim()
  expect(first!.ahead).toBeUndefined()
  const [second] = await agent.succeed(first!, next)
  await vi.waitFor(() =>
    expect(withFollowers([second!])[0]!.ahead).toEqual({ component: 'transform.select-columns@1', params: expect.objectContaining({ columns: ['a'] }), inputs: { table: 'table' }, outputs: [{ port: 'table', type: 'table' }] }),
  )
  const [third] = await agent.succeed(second!, next)
  expect(third!.ahead).toMatchObject({ component: 'transform.select-columns@1' })
  const [last] = await agent.succeed(third!, next)
  expect(last!.ahead).toBeUndefined()
})

test.each<[string, ReturnType<typeof graphOf>, object?]>([
  ['several follow', graphOf([enter('s'), select('a'), select('b')], [edge('s', 'a'), edge('s', 'b')])],
  ['it needs another step too', graphOf([enter('s'), enter('t'), { id: 'a', component: 'transform.append-rows@1', params: {} }], [
    { from: { node: 's', port: 'table' }, to: { node: 'a', port: 'first' } },
    { from: { node: 't', port: 'table' }, to: { node: 'a', port: 'second' } },
  ])],
  ['it asks for more than a slot', chain(2), { compute: { memoryMb: 64 } }],
])('none is told where %s', async (_what, graph, options) => {
  const run = await submit(graph, options)
  expect(await followersOf(database.sql, run.id)).toEqual([])
})
