import { expect, test } from 'vitest'
import { submitGraph } from '@/lib/runs/submit'
import { SubmitInput } from '@/lib/runs/schema'
import { chain } from '../queue/graphs'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'

const database = await testDatabase()
const admin = await testContext(database.db, { role: 'admin' })

test('the time limit of a run is that of each of its steps, and none is none', async () => {
  const limits = async (compute?: { timeoutSeconds: number }) => {
    const run = await submitGraph(admin, { graph: chain(2), pipelineId: null, name: 'test', options: { force: 'all', compute } })
    return (await database.sql`select timeout_seconds from step_runs where run_id = ${run.id}`).map((row) => row.timeout_seconds)
  }
  expect(await limits({ timeoutSeconds: 90 })).toEqual([90, 90])
  expect(await limits()).toEqual([null, null])
})

test.each([0, -5, 1.5])('a time limit of %s seconds is refused', (timeoutSeconds) => {
  expect(SubmitInput.safeParse({ compute: { timeoutSeconds } }).success).toBe(false)
})
