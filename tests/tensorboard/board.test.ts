// The real TensorBoard, served by the program that agents run, asked through the studio's own handlers.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET as describe, POST as take, PUT as answer } from '@/app/api/agent/leases/[id]/board/route'
import { forward } from '@/app/tensorboard/forward'
import type { Context } from '@/lib/context'
import { curatedEnvironments } from '@/lib/environments/list'
import { createToken } from '@/lib/identity/tokens'
import { studioQueue } from '@/lib/queue/queue'
import { cancelRun } from '@/lib/runs/cancel'
import { appendEvents } from '@/lib/tensorboard/append'
import { openTensorboard } from '@/lib/tensorboard/board/open'
import { readBoard } from '@/lib/tensorboard/board/read'
import { putFile } from '@/lib/tracking/artifacts/files'
import { pathOfUri } from '@/lib/tracking/artifacts/path'
import { createRun } from '@/lib/tracking/runs/create'
import { startStudioServer } from '../agent/studio-server'
import { testAgent, testArtifacts } from '../lib/queue/support'
import { testContext } from '../support/context'
import { testDatabase } from '../support/database'
import { testEnvironment } from '../support/python-environment'

testArtifacts()
const database = await testDatabase()
const { db } = database
const { lockHash } = curatedEnvironments().find(({ name }) => name === 'tracking')!
const boardRoute = /^\/api\/agent\/leases\/(?<id>[^/]+)\/board$/
const studio = await startStudioServer(0, [['GET', boardRoute, describe], ['POST', boardRoute, take], ['PUT', boardRoute, answer]])

/** A file of one metric. */
const bytes = readFileSync(path.join(import.meta.dirname, '../data/events.tfevents'))
const growing = 'logs/growing/events.out.tfevents.2.vm'

let ctx: Context
let python: string
let folder: string
let server: ChildProcess | undefined
let run: string
let row: Awaited<ReturnType<typeof createRun>>
let token: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'atelier-board-'))
  python = await testEnvironment('tracking')
  ctx = await testContext(db)
  token = (await createToken(ctx, { name: 'board', expiresInDays: 1 })).token
  row = await createRun(ctx, { experimentId: '0', name: 'Birds: first/try' })
  run = row.run_id
  await putFile(ctx, `${pathOfUri(row.artifact_uri)}/logs/train/events.out.tfevents.1.vm`, Readable.from([bytes]))
}, 600_000)
afterAll(async () => {
  server?.kill('SIGKILL')
  await studio.pause()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (board: string, place: string, { secret = token, ...init }: RequestInit & { secret?: string } = {}) =>
  forward(new Request(`http://studio/tensorboard/${board}${place}`, { ...init, headers: { ...(secret && { authorization: `Bearer ${secret}` }), cookie: 'a=b', accept: 'text/html', ...init.headers } }), board, new URL(`http://studio${place}`).pathname.split('/').filter(Boolean))

test('TensorBoard over the files of a run answers through the studio, to members alone, and ends when it is told to', async () => {
  const board = await openTensorboard(ctx, { runs: [run] })
  expect(board).toMatchObject({ state: 'waiting', path: null, shows: [run] })
  expect((await openTensorboard(ctx, { runs: [run] })).id).toBe(board.id)
  const early = await ask(board.id, '/index.html')
  expect([early.status, await early.text()]).toEqual([503, expect.stringContaining('TensorBoard starts')])

  const agent = await testAgent(studioQueue(), database)
  const [lease] = await agent.claim(1, { waitMs: 5_000, ready: [lockHash], python: true })
  const request = { ...(JSON.parse(lease!.step.params.request as string) as object), studio: { url: studio.url, token: lease!.jobToken, lease: lease!.id } }
  const program = 'import sys\nfrom atelier_runner.tensorboard_board import serve\nprint(serve(sys.stdin.read()).decode())'
  server = spawn(python, ['-c', program], { cwd: folder, env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: folder, PYTHONPATH: path.resolve('python') } })
  let said = ''
  server.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stdin!.end(JSON.stringify(request))
  await vi.waitFor(async () => expect(await readBoard(ctx, board.id), said).toMatchObject({ state: 'ready', path: `/tensorboard/${board.id}/index.html` }), { timeout: 150_000, interval: 200 })

  const page = await ask(board.id, '/index.html')
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('TensorBoard')])
  expect(page.headers.get('content-security-policy')).toContain(`connect-src http://studio/tensorboard/${board.id}/;`)
  expect(await (await ask(board.id, '/index.js')).text()).toMatch(/^[\x09\x0a\x20-\x7e]{200}/)
  expect(page.headers.get('set-cookie')).toBeNull()
  expect((await ask(board.id, '')).headers.get('location')).toBe(`/tensorboard/${board.id}/index.html`)
  const name = 'Birds_ first_try/logs/train'
  await vi.waitFor(async () => expect(await (await ask(board.id, '/data/runs')).json()).toEqual([name]), { timeout: 60_000, interval: 300 })
  const tags = (await (await ask(board.id, '/data/plugin/scalars/tags')).json()) as Record<string, Record<string, unknown>>
  const [tag] = Object.keys(tags[name]!)
  const points = (await (await ask(board.id, `/data/plugin/scalars/scalars?${new URLSearchParams({ run: name, tag: tag! })}`)).json()) as [number, number, number][]
  expect(points.length).toBeGreaterThan(0)
  const posted = await ask(board.id, '/data/plugin/timeseries/timeSeries', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ requests: JSON.stringify([{ plugin: 'scalars', tag }]) }).toString() })
  expect(JSON.stringify(await posted.json())).toContain(`"${name}"`)

  // A file that a command is writing: half of it, cut within a record, then all of it.
  const seen = async () => (await (await ask(board.id, `/data/plugin/scalars/scalars?${new URLSearchParams({ run: `${path.dirname(name)}/growing`, tag: tag! })}`)).json().catch(() => [])) as typeof points
  const target = { run: row.id, run_id: run, experiment_id: row.experiment_id, path: growing }
  const half = Math.ceil(bytes.length * 0.6)
  const readTo = await appendEvents(ctx, target, { from: 0, bytes: bytes.subarray(0, half) })
  expect(readTo).toBeLessThan(half)
  await vi.waitFor(async () => expect((await seen()).length, said).toBeGreaterThan(0), { timeout: 60_000, interval: 300 })
  expect((await seen()).length).toBeLessThan(points.length)
  expect(await appendEvents(ctx, target, { from: readTo, bytes: bytes.subarray(readTo) })).toBe(bytes.length)
  await vi.waitFor(async () => expect(await seen()).toEqual(points), { timeout: 60_000, interval: 300 })

  const stranger = await testContext(db)
  const foreign = (await createToken(stranger, { name: 'foreign', expiresInDays: 1 })).token
  expect((await ask(board.id, '/data/runs', { secret: '' })).status).toBe(401)
  const unknown = await ask(board.id, '/index.html', { secret: '' })
  expect([unknown.status, await unknown.text()]).toEqual([401, expect.stringContaining('Sign in to the studio')])
  expect((await ask(board.id, '/data/runs', { secret: foreign })).status).toBe(404)
  expect((await ask(board.id, '/data/runs', { secret: lease!.jobToken })).status).toBe(401)
  await expect(readBoard(stranger, board.id)).rejects.toMatchObject({ code: 'not_found' })

  await cancelRun(ctx, board.run.id)
  const ended = new Promise((resolve) => server!.once('close', resolve))
  server.kill('SIGTERM')
  await ended
  await agent.end(lease!, 'cancelled', 'Cancelled while it ran')
  const late = await ask(board.id, '/index.html')
  expect([late.status, await late.text()]).toEqual([410, expect.stringContaining('has ended. Open it again')])
}, 300_000)

test('what cannot be opened is refused in words', async () => {
  for (const headers of ['{"a', '{"content-type": 7}', '[]']) {
    const refused = await answer(new Request('http://studio/api/agent/leases/x/board?request=11111111-1111-1111-1111-111111111111&status=200', { method: 'PUT', headers: { 'x-atelier-headers': headers }, body: 'x' }))
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('JSON object of texts')])
  }
  const bare = (await createRun(ctx, { experimentId: '0' })).run_id
  await expect(openTensorboard(ctx, { runs: [bare] })).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/^This run has no event files in the studio yet\./) })
  await expect(openTensorboard(ctx, { runs: ['none'] })).rejects.toMatchObject({ code: 'not_found' })
  await expect(openTensorboard({ ...ctx, actor: { ...ctx.actor, role: 'viewer' } as Context['actor'] }, { runs: [run] })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(openTensorboard(await testContext(db), { runs: [run] })).rejects.toMatchObject({ code: 'not_found' })
})
