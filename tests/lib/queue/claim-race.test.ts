import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { readRun } from '@/lib/runs/read'
import { submitGraph } from '@/lib/runs/submit'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { enter, graphOf } from './graphs'
import { testAgent, testArtifacts, testQueue } from './support'

testArtifacts()
const database = await testDatabase()
const queue = testQueue(database)
const root = path.resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(path.join(tmpdir(), 'atelier-claimer-'))
symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('ten processes claim 500 steps: each step exactly once', { timeout: 120_000 }, async () => {
  const program = path.join(folder, 'claimer.mjs')
  await build({
    entryPoints: [path.join(import.meta.dirname, 'claimer.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    absWorkingDir: root,
    tsconfig: path.join(root, 'tsconfig.json'),
    packages: 'external',
    logLevel: 'error',
  })
  const ctx = await testContext(database.db)
  const ids = Array.from({ length: 500 }, (_, index) => `n${index}`)
  const run = await submitGraph(ctx, { graph: graphOf(ids.map((id) => enter(id))), pipelineId: null, name: 'race', options: {} })
  expect(run.counts.queued).toBe(500)

  const agents = await Promise.all(Array.from({ length: 10 }, () => testAgent(queue, database)))
  const claimed = await Promise.all(agents.map((agent) => runClaimer(program, [database.url, agent.id, agent.session])))

  expect(claimed.flat().sort()).toEqual([...ids].sort())
  expect(claimed.filter((list) => list.length > 0).length).toBeGreaterThan(1)
  const after = await readRun(ctx, run.id)
  expect(after).toMatchObject({ state: 'succeeded', counts: { total: 500, succeeded: 500 } })
  expect(after.steps.every((step) => step.attempts.length === 1)).toBe(true)
})

function runClaimer(program: string, args: string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let err = ''
    child.stdout.on('data', (data) => (out += String(data)))
    child.stderr.on('data', (data) => (err += String(data)))
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(out) as string[]) : reject(new Error(err))))
  })
}
