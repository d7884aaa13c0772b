// The compute agent: pulls steps from the studio, runs them in child processes, reports. Needs outbound HTTP only.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'
import { createPool } from '@/lib/duckdb/pool'
import { exitWithParent } from '@/lib/process/exit-with-parent'
import type { EnvironmentDefinition } from '@/lib/protocol/environments'
import type { HelloResponse } from '@/lib/protocol/messages'
import { Artifacts } from './artifacts'
import { readConfig, type AgentConfig } from './config'
import { readRoom, watchAlone } from './engines/room'
import { Environments } from './environments'
import { beat, type BeatNews } from './heartbeat-thread'
import { startHeartbeats } from './heartbeats'
import { endHeld, findHeld, forget, type Held } from './held/held-lease'
import { readCapabilities } from './machine/capabilities'
import { Orders } from './orders'
import { OwnLog } from './own-log'
import { persist, Studio, StudioError } from './studio'
import { Work } from './work'

const own = new OwnLog()
const log = own.write
const program = fileURLToPath(import.meta.url)
/** Steps that are nearly done may end while the agent stops. */
const graceMs = 1_500
const farewellMs = 1_500

if (!isMainThread) await beat()
else {
  try {
    await start(readConfig(process.env))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

async function start(config: AgentConfig): Promise<void> {
  mkdirSync(path.join(config.artifactRoot, 'tmp'), { recursive: true })
  const room = readRoom(process.env)
  const { memoryMb } = room
  const perStepMb = Math.max(512, Math.floor((memoryMb * 0.75) / config.slots))
  const studio = new Studio(config.url, config.token)
  const pool = createPool({ size: config.slots, memoryMb: perStepMb, workerFile: workerFile(), tempDir: path.join(config.artifactRoot, 'tmp') })
  // A child that cannot start says so when the first step needs it.
  void pool.warm(1).catch(() => {})
  const capabilities = await readCapabilities(config, room)
  const held = findHeld(config.home)
  const introduction = { name: config.name, capabilities, held: held.map(({ lease: { id, fence } }) => ({ id, fence })) }
  // Whoever started it may be gone before the studio answers, and the studio with it.
  const orphaned = () => process.exit(0)
  process.once('disconnect', orphaned)
  const hello = await persist(() => studio.post<HelloResponse>('hello', introduction), { maxMs: 500 })
  const environments = new Environments(
    {
      home: config.home,
      slots: config.slots,
      log,
      quotaMb: config.environmentsMb,
      containers: capabilities.containers,
      fetch: (lockHash) => persist(() => studio.post<EnvironmentDefinition>(`environments/${lockHash}/definition`, {}), { maxMs: 5_000, signal: AbortSignal.timeout(60_000) }),
      report: (id, result) => persist(() => studio.post<void>(`environments/${id}/resolved`, result), { maxMs: 5_000, signal: AbortSignal.timeout(60_000) }),
    },
    () => changed(),
  )
  const shop = { studio, artifacts: new Artifacts(config, studio), pool, environments, memoryMb: perStepMb, commands: config.commands, home: config.home }
  const work = new Work({ studio, shop, session: hello.session, slots: config.slots, log, onLeases: () => tell() })
  const orders = new Orders({ work, log, changed: () => tell(), end: config.stays ? undefined : () => void stop() })
  const watched = { home: config.home, cacheRoot: config.shared ? null : config.artifactRoot }
  const setup = { kind: 'heartbeats' as const, url: config.url, token: config.token, session: hello.session, heartbeatMs: hello.heartbeatMs, ...watched }
  const heartbeats = startHeartbeats(program, setup, (news) => hear(news))
  const alone = watchAlone(room.aloneMs, () => {
    log('The studio has been away for too long')
    void stop(1)
  })
  let ready = ''
  let ending = false
  let heard = () => {}

  function tell(): void {
    const told = { environments: environments.states(), buildLog: environments.takeLines(), python: environments.python, pythonProblem: environments.problem }
    heartbeats.tell({ leases: work.leases(), ...told, log: own.take(), orders: orders.state, bye: ending || orders.done })
  }
  function changed(): void {
    tell()
    const now = environments.ready().join()
    if (now !== ready) work.wake()
    ready = now
  }
  function hear(news: BeatNews): void {
    if (news.kind === 'verdicts') {
      alone.heard()
      if (news.last) heard()
      work.obey(news.leases)
      environments.obey(news.builds, news.resolutions)
      return orders.obey(news.orders.state)
    }
    console.error(news.message)
    heard = () => {}
    void stop(1)
  }
  /** The studio hears that this agent ends, where it answers soon. */
  async function sayGoodbye(): Promise<void> {
    const told = new Promise<void>((resolve) => (heard = resolve))
    ending = true
    tell()
    await Promise.race([told, sleep(farewellMs)])
  }
  /** What the former process has started goes on where the studio says so, and is ended where not. */
  function goOnWith(found: Held[], { held: verdicts = [] }: HelloResponse): void {
    for (const held of found) {
      const verdict = verdicts.find(({ id }) => id === held.lease.id)
      if (verdict?.verdict === 'keep') {
        log(`Goes on with “${held.lease.step.name || held.lease.step.node}”, which its former process had started`)
        work.adopt(held, verdict.nextSeq)
      } else {
        // A keeper ends what it keeps; killed, it could not.
        endHeld(held, held.kind === 'command' ? 'SIGTERM' : 'SIGKILL')
        void forget(held.folder)
      }
    }
  }
  let stopped: Promise<void> | undefined
  function stop(code = 0): Promise<void> {
    stopped ??= (async () => {
      log('Ends')
      await work.stop(graceMs)
      if (code === 0) await sayGoodbye()
      await Promise.all([pool.close(), environments.close(), heartbeats.stop()])
      studio.close()
      process.exit(code)
    })()
    return stopped
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  process.off('disconnect', orphaned)
  exitWithParent(() => stop())
  log(`Connected to ${config.url} as ${config.name}: ${config.slots} ${config.slots === 1 ? 'step' : 'steps'} at once`)
  goOnWith(held, hello)
  tell()
  void environments.prepare(hello.environments)
  try {
    await work.run()
  } catch (error) {
    console.error(error instanceof StudioError ? error.message : error)
    await stop(1)
  }
}

/** The DuckDB child lies beside this program. */
function workerFile(): string {
  return process.env.ATELIER_DUCKDB_WORKER ?? path.join(path.dirname(program), 'duckdb-worker.mjs')
}
