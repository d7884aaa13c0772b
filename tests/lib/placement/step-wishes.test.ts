import { expect, test } from 'vitest'
import type { RunCompute, StepCompute } from '@/lib/graph/compute-schema'
import { createTarget } from '@/lib/clusters/manage'
import { rerun } from '@/lib/runs/rerun'
import { SubmitInput } from '@/lib/runs/schema'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'
import { edge, enter, graphOf, select } from '../queue/graphs'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const admin = await testContext(database.db, { role: 'admin' })
await createTarget(admin, { name: 'local', engine: 'processes', maxNodes: 1 })

const asking = (compute: StepCompute) => graphOf([enter('a'), { ...select('b'), compute }], [edge('a', 'b')])
const submit = (graph: ReturnType<typeof graphOf>, compute?: RunCompute) => submitGraph(admin, { graph, pipelineId: null, name: 'test', options: { force: 'all', compute } })
const rows = (run: { id: string }) => database.sql`select node, requests, timeout_seconds, demanding from step_runs where run_id = ${run.id} order by node`

test('a step’s own wishes go before those of its run, one by one', async () => {
  const own = { cpus: 2, gpus: 0, tags: ['big'], priority: -3, timeoutSeconds: 30 }
  const run = await submit(asking(own), { target: 'local', cpus: 8, gpus: 1, memoryMb: 512, priority: 9, timeoutSeconds: 90 })
  const asked = [
    { node: 'a', requests: { target: 'local', cpus: 8, gpus: 1, memoryMb: 512, priority: 9, timeoutSeconds: 90 }, timeout_seconds: 90, demanding: true },
    { node: 'b', requests: { ...own, target: 'local', memoryMb: 512 }, timeout_seconds: 30, demanding: true },
  ]
  expect(await rows(run)).toEqual(asked)
  expect(await rows(await rerun(admin, run.id))).toEqual(asked)
})

test('without wishes a step asks for nothing', async () => {
  expect(await rows(await submit(asking({})))).toEqual(['a', 'b'].map((node) => ({ node, requests: {}, timeout_seconds: null, demanding: false })))
})

test('a compute target that is not there is refused at the step that names it', async () => {
  await expect(submit(asking({ target: 'gone' }))).rejects.toMatchObject({
    code: 'invalid',
    message: 'The pipeline cannot run yet. “Step b”: There is no compute target called “gone”. Choose another under Compute in the step’s settings',
    details: { problems: [{ severity: 'error', node: 'b', param: 'compute.target' }] },
  })
  await expect(submit(asking({ target: 'local' }), { target: 'gone' })).rejects.toThrow('There is no compute target called “gone”. Compute lists those that there are.')
})

test('other wishes do not make another result', async () => {
  const agent = await testAgent(queue, database)
  const plain = graphOf([enter('x', [['977']])])
  await submitGraph(admin, { graph: plain, pipelineId: null, name: 'test', options: {} })
  await drain(agent)
  const eager = { ...plain, nodes: plain.nodes.map((node) => ({ ...node, compute: { cpus: 2, priority: 5 } })) }
  expect(await submitGraph(admin, { graph: eager, pipelineId: null, name: 'test', options: {} })).toMatchObject({ state: 'succeeded', counts: { total: 1, reused: 1 } })
})

test.each([{ priority: 101 }, { priority: 0.5 }, { tags: ['a b'] }, { gpus: -1 }, { memoryMb: 0 }, { cpus: 0 }])('a run that asks for %j is refused', (compute) => {
  expect(SubmitInput.safeParse({ compute }).success).toBe(false)
})
