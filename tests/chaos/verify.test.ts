// The chaos is worth what its check finds: each sort of damage is made by hand and must be reported.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { verify } from '@/bin/chaos/verify.mjs'
import { artifactStore } from '@/lib/artifacts/store'
import { blobPath } from '@/lib/protocol/artifacts'
import { submitGraph } from '@/lib/runs/submit'
import { Readable } from 'node:stream'
import { chain, graphOf } from '../lib/queue/graphs'
import { drain, testAgent, testArtifacts, testQueue } from '../lib/queue/support'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'

testArtifacts()
const database = await testDatabase()
const { sql } = database
const queue = testQueue(database)
const folder = mkdtempSync(path.join(tmpdir(), 'atelier-ledger-'))
const ledger = path.join(folder, 'ledger.txt')
afterAll(() => rmSync(folder, { recursive: true }))

const found = (submitted: string[]) => verify({ sql, submitted, ledger, blobPath, store: artifactStore().root }) as Promise<Record<'lost' | 'doubled' | 'stale' | 'failed', string[]>>

async function ranChain(name: string) {
  const ctx = await testContext(database.db)
  const run = await submitGraph(ctx, { graph: chain(2), pipelineId: null, name, options: { force: 'all' } })
  await drain(await testAgent(queue, database))
  return run
}

beforeEach(async () => {
  await sql`delete from runs`
  writeFileSync(ledger, '')
})

test('runs that ended well are found well', async () => {
  await ranChain('well')
  expect(await found(['well'])).toEqual({ lost: [], doubled: [], stale: [], failed: [] })
})

test('a run that is gone, one that did not end and one that failed are found', async () => {
  const [open, failed] = [await ranChain('open'), await ranChain('failed')]
  await sql`update runs set ended_at = null where id = ${open.id}`
  await sql`update runs set state = 'failed' where id = ${failed.id}`
  const { lost, failed: wrong } = await found(['open', 'failed', 'gone'])
  expect(lost).toEqual(['run gone is not there any more', expect.stringContaining('run open did not end')])
  expect(wrong).toEqual([expect.stringContaining('run failed failed')])
})

test('a step that succeeded twice, and a result that is damaged, are found', async () => {
  const run = await ranChain('twice')
  await sql`insert into step_attempts (step_id, number, fence, job_token_hash, agent_name, expires_at, ended_at, end_reason)
            select id, 2, nextval('fences'), 'chaos', 'x', clock_timestamp(), clock_timestamp(), 'succeeded' from step_runs where run_id = ${run.id} and node = 's1'`
  const [{ digest }] = await sql<[{ digest: string }]>`select o.digest from step_outputs o join step_runs s on s.id = o.step_id where s.run_id = ${run.id} limit 1`
  appendFileSync(blobPath(artifactStore().root, digest), 'more')
  expect(await found(['twice'])).toMatchObject({ doubled: ['twice/s1 succeeded 2 times'], lost: [expect.stringContaining('is damaged')] })
})

test('a command whose accepted execution is not in the ledger, or that ran more often than it was given out, is found', async () => {
  const ctx = await testContext(database.db)
  await submitGraph(ctx, { graph: graphOf([{ id: 'c', component: 'script.command@1', params: { program: 'true', result: 'none', file: 'execution.txt' } }]), pipelineId: null, name: 'ledger', options: { force: 'all' } })
  const agent = await testAgent(queue, database)
  const [lease] = await agent.claim(1, { commands: true })
  const blob = await artifactStore().write(Readable.from(['abc']))
  await agent.succeed(lease!, { outputs: { file: { type: 'file', ...blob, meta: {} } } })
  expect((await found(['ledger'])).doubled).toEqual(['ledger/c: its accepted execution abc began 0 times and ended 0 times'])
  writeFileSync(ledger, 'ledger/c abc begin\nledger/c abc end\n')
  expect((await found(['ledger'])).doubled).toEqual([])
  appendFileSync(ledger, 'ledger/c def begin\n')
  expect((await found(['ledger'])).doubled).toEqual(['ledger/c was executed 2 times in 1 attempts'])
})
