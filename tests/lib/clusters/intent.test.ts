import { expect, test, vi } from 'vitest'
import { ProviderError, type KnownNode, type LaunchNode, type Seen } from '@/lib/clusters/providers/types'
import { joinNode } from '@/lib/clusters/join-node'
import { deleteTarget } from '@/lib/clusters/manage'
import { readTarget } from '@/lib/clusters/read'
import { chain } from '../queue/graphs'
import { testClusters } from './support'

const clusters = await testClusters()

/** A provider whose answers the test gives, in place of one whose time-outs cannot be had at will. */
function provider() {
  const there = new Map<string, Seen>()
  const launches: LaunchNode[] = []
  const ended: KnownNode[] = []
  const answers = { launch: (_node: LaunchNode): void => {}, list: (): void => {} }
  clusters.options.provider = () => ({
    place: (id) => `job ${id}`,
    async launch(node) {
      launches.push(node)
      answers.launch(node)
      there.set(node.id, { state: 'running', note: '' })
      return node.externalId
    },
    async list() {
      answers.list()
      return new Map(there)
    },
    async terminate(node) {
      ended.push(node)
      there.delete(node.id)
    },
    test: () => Promise.resolve({ message: '', warnings: [] }),
  })
  return { there, launches, ended, answers }
}

test('a node is noted before its launch; after a time-out it is asked for, and launched again only where it is not there', async () => {
  const ctx = await clusters.context()
  const { there, launches, answers } = provider()
  let noted: unknown
  answers.launch = (node) => {
    noted = clusters.database.sql`select state, external_id from cluster_nodes where id = ${node.id}`.then((rows) => [...rows])
    // The first try got through though nobody heard of it, the list does not answer yet.
    there.set(node.id, { state: 'pending', note: '' })
    throw new ProviderError('It did not answer within 15 s.', true)
  }
  answers.list = () => {
    throw new ProviderError('It does not answer.', true)
  }
  await clusters.add(ctx, { name: 'timid', engine: 'ray', address: 'http://ray:8265', idleSeconds: 600 })
  const run = await clusters.submit(ctx, chain(1), { target: 'timid' })
  await vi.waitFor(() => expect(launches).toHaveLength(1))
  expect(await noted).toEqual([{ state: 'launching', external_id: `job ${launches[0]!.id}` }])
  await vi.waitFor(async () => expect((await readTarget(ctx, 'timid')).problem).toMatch(/answer/))
  answers.list = () => {}
  await vi.waitFor(async () => expect(await clusters.database.sql`select launched_at from cluster_nodes where id = ${launches[0]!.id} and launched_at is not null`).toHaveLength(1), { timeout: 10_000 })
  expect(launches).toHaveLength(1)
  // Where the first try did not get through either, the same node is launched again, not another one.
  await clusters.hold()
  await clusters.database.sql`update cluster_nodes set launched_at = null where id = ${launches[0]!.id}`
  there.clear()
  answers.launch = () => {}
  clusters.goOn()
  await vi.waitFor(() => expect(launches).toHaveLength(2))
  expect(launches[1]!.id).toBe(launches[0]!.id)
  // The token of the first try is worth nothing any more, that of the second joins once.
  expect(await joinNode(clusters.database.db, launches[0]!.joinToken, 'a')).toBeUndefined()
  expect(await joinNode(clusters.database.db, launches[1]!.joinToken, 'a')).toMatchObject({ name: 'a', token: expect.stringMatching(/^atl_agent_/) })
  expect(await joinNode(clusters.database.db, launches[1]!.joinToken, 'a')).toBeUndefined()
  await clusters.database.sql`update step_runs set state = 'cancelled' where run_id = ${run.id}`
  await deleteTarget(ctx, 'timid')
})

test('a launch that is not heard of in time has failed, is told, and is followed by another after a while', async () => {
  const ctx = await clusters.context()
  const { launches, ended } = provider()
  await clusters.add(ctx, { name: 'silent', engine: 'processes', minNodes: 1, maxNodes: 1 })
  await vi.waitFor(() => expect(launches).toHaveLength(1))
  await clusters.database.sql`update cluster_nodes set expires_at = now() - interval '1 second' where id = ${launches[0]!.id}`
  const [node] = await clusters.untilNodes(ctx, 'silent', ([first]) => first?.state === 'failed')
  expect(node!.reason).toBe('It was not heard of in time')
  expect(ended.map(({ id }) => id)).toContain(launches[0]!.id)
  expect(await readTarget(ctx, 'silent')).toMatchObject({ state: 'problem', cooling: true, problem: 'A node could not be launched. It was not heard of in time.' })
  expect(launches).toHaveLength(1)
  expect(await joinNode(clusters.database.db, launches[0]!.joinToken, 'late')).toBeUndefined()
  await clusters.database.sql`update compute_targets set cool_until = now() where name = 'silent'`
  await vi.waitFor(() => expect(launches).toHaveLength(2), { timeout: 10_000 })
  await deleteTarget(ctx, 'silent')
})
