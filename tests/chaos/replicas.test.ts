// Two studios as processes of their own on one PostgreSQL, with a real agent; this process is a third that submits.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setTheStage } from '@/bin/chaos/stage.mjs'
import { submitOne } from '@/bin/chaos/main.mjs'

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

test('whichever of two studios is killed, the other sweeps within seconds, and runs go on', async () => {
  await vi.waitFor(async () => expect(await holders()).toHaveLength(1), { timeout: 20_000, interval: 100 })
  await run(1)
  for (const [at, studio] of stage.studios.entries()) {
    await studio.kill()
    const killed = Date.now()
    await vi.waitFor(async () => {
      const [{ fresh }] = await stage.connection.sql<[{ fresh: boolean }]>`select (value->>'at')::timestamptz > to_timestamp(${killed / 1000}) as fresh from settings where key = 'sweeps'`
      expect(fresh).toBe(true)
    }, { timeout: 15_000, interval: 100 })
    expect(await holders()).toHaveLength(1)
    await run(at + 2)
    studio.start()
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${stage.ports[at]}/`)).status).toBe(404), { timeout: 30_000, interval: 100 })
  }
}, 240_000)
