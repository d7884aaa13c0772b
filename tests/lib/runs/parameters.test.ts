import { expect, test } from 'vitest'
import { createPipeline } from '@/lib/pipelines/create'
import { exportPipeline } from '@/lib/pipelines/export'
import { readRun } from '@/lib/runs/read'
import { rerun } from '@/lib/runs/rerun'
import { submitRun } from '@/lib/runs/submit'
import { isAppError } from '@/lib/errors'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { edge, enter, graphOf } from '../queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

const filter = { id: 'f', component: 'transform.filter-rows@1', params: { conditions: [{ column: 'a', operator: 'more', value: { $parameter: 'threshold', as: 'text' } }] } }
const parameters = [{ name: 'threshold', type: 'integer', default: 3 }]
const graph = (rows: string[][]) => ({ ...graphOf([enter('a', rows), filter], [edge('a', 'f')]), parameters: parameters as never })

test('a run has the value given for it, and a value used before is reused', async () => {
  const ctx = await testContext(database.db)
  const agent = await testAgent(queue, database)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graph([['901']]) })
  const conditionOf = (run: Awaited<ReturnType<typeof readRun>>) => (run.graph.nodes.find((node) => node.id === 'f')!.params.conditions as { value: string }[])[0]!.value

  const byDefault = await submitRun(ctx, pipeline.id)
  expect([conditionOf(byDefault), byDefault.parameters]).toEqual(['3', { threshold: 3 }])
  expect(byDefault.options).not.toHaveProperty('parameters')
  await drain(agent)

  const given = await submitRun(ctx, pipeline.id, { parameters: { threshold: '7' } })
  expect([conditionOf(given), given.parameters, given.options.parameters]).toEqual(['7', { threshold: 7 }, { threshold: 7 }])
  expect(given.steps[1]!.reuseNote).toContain('parameter conditions changed')
  expect(await drain(agent)).toEqual(['f'])

  // The same value as the default, given or not, makes the same keys.
  expect(await submitRun(ctx, pipeline.id, { parameters: { threshold: 3 } })).toMatchObject({ state: 'succeeded', counts: { reused: 2 } })
  expect(await rerun(ctx, given.id)).toMatchObject({ state: 'succeeded', parameters: { threshold: 7 }, counts: { reused: 2 } })
})

test('a wrong value or name refuses the run and says which, before anything is written', async () => {
  const ctx = await testContext(database.db)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graph([['902']]) })
  const refused = await submitRun(ctx, pipeline.id, { parameters: { threshold: 'many', limit: 1 } }).catch((error: unknown) => error)
  expect(isAppError(refused) && [refused.code, refused.message, refused.details]).toEqual([
    'invalid',
    '“threshold” must be a whole number.',
    { parameters: { threshold: '“threshold” must be a whole number', limit: 'This pipeline has no parameter “limit”; it has “threshold”' } },
  ])
})

test('a tie to a parameter that is not there refuses the run in the words of the designer', async () => {
  const ctx = await testContext(database.db)
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graphOf([enter('a', [['903']]), filter], [edge('a', 'f')]) })
  await expect(submitRun(ctx, pipeline.id)).rejects.toThrow('tied to the parameter “threshold”, which this pipeline does not have')
})

test('two parameters of one name are refused; an exported pipeline keeps them', async () => {
  const ctx = await testContext(database.db)
  await expect(createPipeline(ctx, { name: 'p', graph: { ...graph([['1']]), parameters: [...parameters, ...parameters] as never } })).rejects.toThrow('Two parameters are called “threshold”')
  const pipeline = await createPipeline(ctx, { name: 'p', graph: graph([['1']]) })
  expect(exportPipeline(pipeline).graph.parameters).toEqual([{ name: 'threshold', type: 'integer', default: 3, help: '' }])
})
