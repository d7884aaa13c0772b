// A command with its code, run by the runner of agents in the environment that scripts run in, against the studio's own handlers.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { POST as events } from '@/app/api/agent/leases/[id]/events/route'
import { GET as code } from '@/app/api/agent/leases/[id]/code/route'
import { answerMlflow } from '@/app/mlflow/answer'
import { rerunCommand } from '@/lib/commands/rerun'
import { runCommand } from '@/lib/commands/start'
import { openCode, viewCommand } from '@/lib/commands/view'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from '@/lib/environments/list'
import type { Lease } from '@/lib/protocol/messages'
import { studioQueue } from '@/lib/queue/queue'
import { readNewEventFiles } from '@/lib/tensorboard/read-new-files'
import { listFolder } from '@/lib/tracking/artifacts/files'
import { mirrorRuns } from '@/lib/tracking/mirror/mirror-runs'
import { readHistory } from '@/lib/tracking/metrics/history'
import { viewTrackedRun } from '@/lib/tracking/runs/view'
import { startStudioServer } from '../../agent/studio-server'
import { testContext } from '../../support/context'
import { testDatabase } from '../../support/database'
import { testEnvironment } from '../../support/python-environment'
import { testAgent, testArtifacts, type TestAgent } from '../queue/support'

testArtifacts()
const database = await testDatabase()
const { db } = database
const studio = await startStudioServer(0, [
  ['POST', /^\/api\/2\.0\//, answerMlflow],
  ['GET', /^\/api\/2\.0\//, answerMlflow],
  ['PUT', /^\/api\/2\.0\//, answerMlflow],
  ['PATCH', /^\/api\/2\.0\//, answerMlflow],
  ['GET', /^\/api\/agent\/leases\/(?<id>[^/]+)\/code$/, code],
  ['POST', /^\/api\/agent\/leases\/(?<id>[^/]+)\/events$/, events],
])
const script = readFileSync(path.join(import.meta.dirname, 'train.py'), 'utf8')
const files = [{ path: 'train.py', text: script }, { path: 'parts/helper.py', text: 'def double(x):\n    return 2 * x\n' }]
const { lockHash } = curatedEnvironments().find(({ name }) => name === 'tracking')!
let python: string
let folder: string
let ctx: Context
let agent: TestAgent

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-commands-'))
  python = await testEnvironment('tracking')
  ctx = await testContext(db)
  agent = await testAgent(studioQueue(), database)
}, 600_000)
afterAll(async () => {
  await studio.pause()
  rmSync(folder, { recursive: true, force: true })
})

/** Claims the step, does what it asks, and tells its end, as an agent does. */
async function perform(): Promise<{ lease: Lease; text: string; ok: boolean }> {
  const [lease] = await agent.claim(1, { waitMs: 5_000, ready: [lockHash], python: true })
  expect(lease).toBeDefined()
  const request = { ...(JSON.parse(lease!.step.params.request as string) as object), sampleSeconds: 1, studio: { url: studio.url, token: lease!.jobToken, lease: lease!.id } }
  const program = 'import sys\nfrom atelier_runner.commands import run_command\nprint(run_command(sys.stdin.read()).decode())'
  const child = spawn(python, ['-c', program], { cwd: mkdtempSync(path.join(folder, 'work-')), env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: folder, PYTHONPATH: path.resolve('python'), MLFLOW_DISABLE_TELEMETRY: 'true', PYTHONDONTWRITEBYTECODE: '1' } })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stdin.end(JSON.stringify(request))
  const ok = await new Promise<boolean>((resolve) => child.on('close', (status) => resolve(status === 0)))
  if (ok) await agent.succeed(lease!)
  else await agent.end(lease!, 'user_error', text.trim().split('\n').at(-1)!.slice(0, 400))
  await mirrorRuns(db)
  return { lease: lease!, text, ok }
}

test('a command runs with its code; what it logs, measures and leaves behind is in its run; it runs again with another value', async () => {
  const started = await runCommand(ctx, { experiment: 'Birds', command: 'python train.py --lr {lr}', parameters: [{ name: 'lr', value: 0.00001 }], files })
  expect(await viewTrackedRun(ctx, started.id)).toMatchObject({ kind: 'command', status: 'SCHEDULED', experimentName: 'Birds', params: [{ key: 'lr', value: '0.00001' }] })
  const { lease, text, ok } = await perform()
  expect(ok, text).toBe(true)
  expect(text).toContain('training at 1e-05')

  const run = await viewTrackedRun(ctx, started.id)
  expect(run.status).toBe('FINISHED')
  expect(Object.fromEntries(run.metrics.map(({ key, last }) => [key, last]))).toMatchObject({ double: 42, param: 0.00001, loss: 0.1 })
  const loss = (await readHistory(ctx, { runId: started.id, name: 'loss' })).rows
  expect(loss.map(({ step, value }) => [Number(step), value])).toEqual([[0, 1], [1, 0.5], [2, expect.closeTo(1 / 3, 6)], [3, 0.1]])
  expect((await listFolder(ctx, run.artifactPath!)).entries.map(({ name }) => name)).toEqual(['logs', 'report.txt'])
  // The whole file, handed in at the end, adds nothing to what was read on the way.
  expect(await readNewEventFiles(db)).toBe(1)
  expect((await readHistory(ctx, { runId: started.id, name: 'loss' })).rows).toHaveLength(4)

  const again = await rerunCommand(ctx, started.id, { parameters: [{ name: 'lr', value: 2 }] })
  expect(await viewCommand(ctx, again.id)).toMatchObject({ filled: ['python', 'train.py', '--lr', '2'], rerunOf: started.id, environment: 'tracking', files: [{ path: 'train.py' }, { path: 'parts/helper.py' }] })
  const second = await perform()
  expect(second.ok).toBe(false)
  expect(second.text).toContain('ended with exit code 7')
  const failed = await viewTrackedRun(ctx, again.id)
  expect(failed.status).toBe('FAILED')
  expect(failed.tags.find(({ key }) => key === 'atelier.failed')?.value).toContain('exit code 7')

  // A token that leaked opens nothing once its command has ended.
  const late = await answerMlflow(new Request(`${studio.url}/api/2.0/mlflow/runs/get?run_id=${started.id}`, { headers: { authorization: `Bearer ${lease.jobToken}` } }))
  expect(late.status).toBe(401)
}, 500_000)

test('what cannot run is refused in words, and strangers see nothing', async () => {
  const refused = (input: Parameters<typeof runCommand>[1]) => expect(runCommand(ctx, input)).rejects
  await refused({ command: 'python train.py {lr}' }).toMatchObject({ code: 'invalid', message: expect.stringContaining('no parameter “lr”') })
  await refused({ command: "python 'train.py" }).toMatchObject({ message: 'A quote in the command is not closed.' })
  await refused({ command: 'python a.py', files: [{ path: '../a.py', text: '' }] }).toMatchObject({ message: expect.stringContaining('no path of a file') })
  await refused({ command: 'python a.py', environment: 'nowhere' }).toMatchObject({ code: 'invalid' })
  await expect(runCommand({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } as Context['actor'] }, { command: 'python a.py' })).rejects.toMatchObject({ code: 'forbidden' })
  const { id } = await runCommand(ctx, { command: 'python a.py', files: [{ path: 'a.py', text: 'print(1)' }] })
  const stranger = await testContext(db)
  await expect(viewCommand(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(openCode(stranger, id, 'a.py')).rejects.toMatchObject({ code: 'not_found' })
  await expect(rerunCommand(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
})
