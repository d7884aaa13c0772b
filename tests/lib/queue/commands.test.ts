import { expect, test } from 'vitest'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)

test('a command is given to an agent whose owner allows commands, and to no other', async () => {
  const ctx = await testContext(database.db)
  const graph = graphOf([{ id: 'run', component: 'script.command@1', params: { program: 'true', result: 'none' } }])
  await submitGraph(ctx, { pipelineId: null, name: 'Command', graph, options: {} })
  const agent = await testAgent(queue, database)
  expect(await agent.claim(5, { python: true, ready: ['any'] })).toEqual([])
  expect((await agent.claim(5, { commands: true })).map((lease) => lease.step.component)).toEqual(['script.command@1'])
})
