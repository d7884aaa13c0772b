import { expect, test } from 'vitest'
import { createPipeline } from '@/lib/pipelines/create'
import { submitRun } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf, select } from '../queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const off = (node: object) => ({ ...node, disabled: true })

test('a run holds no disabled step, and reads past a bypassed one', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([enter('a', [['811']]), off(select('b')), select('c'), off(enter('x')), select('y')], [edge('a', 'b'), edge('b', 'c'), edge('x', 'y')]) })
  const run = await submitRun(ctx, pipeline.id)
  expect(run.steps.map((step) => step.node)).toEqual(['a', 'c'])
  expect(run.steps[1]!.sources).toEqual({ table: { node: 'a', port: 'table' } })
  expect(await drain(agent)).toEqual(['a', 'c'])
})

test('a run up to a disabled step, or of nothing but disabled ones, is refused in words', async () => {
  const ctx = await testContext(database.db)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([off(enter('a')), select('b')], [edge('a', 'b')]) })
  await expect(submitRun(ctx, pipeline.id, { until: ['a'] })).rejects.toThrow('“Enter data” is disabled, so no run can go up to it. Enable it first.')
  await expect(submitRun(ctx, pipeline.id, { until: ['b'] })).rejects.toThrow('“Step b” needs “Enter data”, which is disabled.')
  await expect(submitRun(ctx, pipeline.id)).rejects.toThrow('each is disabled or needs one that is')
})
