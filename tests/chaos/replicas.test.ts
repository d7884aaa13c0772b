// Two studios as processes of their own on one PostgreSQL, with a real agent; this process is a third that submits and edits.
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { setTheStage } from '@/bin/chaos/stage.mjs'
import { submitOne } from '@/bin/chaos/main.mjs'
import { appendUpdate } from '@/lib/drafts/append-update'
import { nodeMap, nodesOf } from '@/lib/drafts/document'
import { loadDraft } from '@/lib/drafts/load-updates'
import { createToken } from '@/lib/identity/tokens'
import { createPipeline } from '@/lib/pipelines/create'
import { followEvents, type Followed } from './follow-events'

let stage: Awaited<ReturnType<typeof setTheStage>>
const former = { DATABASE_URL: process.env.DATABASE_URL, ATELIER_HOME: process.env.ATELIER_HOME }

beforeAll(async () => {
  stage = await setTheStage({ mode: 'chaos', runs: 1, steps: 5, agents: 1, seed: 1, minutes: 1, leaseMs: 5_000, studio: 'handlers', keep: null })
}, 120_000)

afterAll(async () => {
  await stage.strike()
  Object.assign(process.env, former)
}, 60_000)

/** The process whose connection holds the lock of the sweeps, by the port of its connection. */
const holders = async () => (await stage.connection.sql<{ pid: number }[]>`select pid from pg_locks where locktype = 'advisory' and classid = 4201 and objid = 1 and granted`).map((row: { pid: number }) => row.pid)
const run = async (at: number) => {
  const name = await submitOne({ steps: 5 }, stage, at, () => 0)
  await vi.waitFor(async () => expect(await stage.connection.sql`select state from runs where name = ${name}`).toEqual([{ state: 'succeeded' }]), { timeout: 60_000, interval: 200 })
}

/** A draft that somebody watches through whichever studio answers; `edit` adds a step to it and answers what was saved by then. */
async function watchDraft() {
  const { ctx, proxies } = stage
  const { id } = await createPipeline(ctx, { name: 'Watched' })
  const { token } = await createToken(ctx, { name: 'watcher', expiresInDays: 1 })
  const doc = new Y.Doc()
  const { update: stored, seq } = await loadDraft(ctx, id)
  Y.applyUpdate(doc, stored, 'server')
  const saved: number[] = []
  let update: Uint8Array = new Uint8Array()
  doc.on('update', (made: Uint8Array) => (update = made))
  const followed = followEvents(`http://127.0.0.1:${(proxies[0]!.server.address() as AddressInfo).port}/api/v1/pipelines/${id}/events?since=${seq}`, token)
  async function edit(): Promise<void> {
    doc.transact(() => nodesOf(doc).set(`s${saved.length}`, nodeMap({ id: `s${saved.length}`, component: 'transform.sort@1', name: '', note: '', params: {}, position: { x: 0, y: 0 } }, saved.length)))
    saved.push((await appendUpdate(ctx, { pipelineId: id, update, origin: 'another' })).revision)
  }
  return { followed, saved, edit }
}

const updatesOf = ({ events }: Followed) => events.filter(({ event }) => event === 'update').map(({ id }) => Number(id))

test('whichever of two studios is killed, the other sweeps within seconds, runs go on, and who watches a draft misses nothing and gets nothing twice', async () => {
  await vi.waitFor(async () => expect(await holders()).toHaveLength(1), { timeout: 20_000, interval: 100 })
  const { followed, saved, edit } = await watchDraft()
  await edit()
  await vi.waitFor(() => expect(updatesOf(followed)).toEqual(saved), { timeout: 20_000 })
  await run(1)
  for (const [at, studio] of stage.studios.entries()) {
    await edit()
    await studio.kill()
    const killed = Date.now()
    // While the stream may be cut, and after.
    for (let more = 0; more < 3; more++) await edit()
    await vi.waitFor(async () => {
      const [{ fresh }] = await stage.connection.sql<[{ fresh: boolean }]>`select (value->>'at')::timestamptz > to_timestamp(${killed / 1000}) as fresh from settings where key = 'sweeps'`
      expect(fresh).toBe(true)
    }, { timeout: 15_000, interval: 100 })
    expect(await holders()).toHaveLength(1)
    await run(at + 2)
    await vi.waitFor(() => expect(updatesOf(followed)).toEqual(saved), { timeout: 20_000 })
    studio.start()
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${stage.ports[at]}/`)).status).toBe(404), { timeout: 30_000, interval: 100 })
  }
  // Both were killed, so the one that it listened to was.
  expect(followed.opened).toBeGreaterThan(1)
  expect(saved).toHaveLength(9)
  expect(updatesOf(followed)).toEqual(saved)
  await followed.close()
}, 240_000)
