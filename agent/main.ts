// The compute agent: pulls steps from the studio, runs them in child processes, reports. Needs outbound HTTP only.
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { createPool } from '@/lib/duckdb/pool'
import { exitWithParent } from '@/lib/process/exit-with-parent'
import type { AgentCapabilities, HelloResponse } from '@/lib/protocol/messages'
import { Artifacts } from './artifacts'
import { readConfig, type AgentConfig } from './config'
import { Environments } from './environments'
import { beat, type BeatNews } from './heartbeat-thread'
import { startHeartbeats } from './heartbeats'
import { persist, Studio, StudioError } from './studio'
import { Work } from './work'

const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`)
const program = fileURLToPath(import.meta.url)
const version = '0.1.0'
/** Steps that are nearly done may end while the agent stops. */
const graceMs = 1_500

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
  const memoryMb = Math.round(os.totalmem() / 1e6)
  const perStepMb = Math.max(512, Math.floor((memoryMb * 0.75) / config.slots))
  const studio = new Studio(config.url, config.token)
  const pool = createPool({ size: config.slots, memoryMb: perStepMb, workerFile: workerFile(), tempDir: path.join(config.artifactRoot, 'tmp') })
  // A child that cannot start says so when the first step needs it.
  void pool.warm(1).catch(() => {})
  const capabilities: AgentCapabilities = {
    cpus: os.availableParallelism(),
    memoryMb,
    platform: `${os.platform()} ${os.arch()}`,
    agentVersion: version,
    python: null,
    pythonProblem: null,
    tags: config.tags,
    slots: config.slots,
    commands: config.commands,
  }
  const hello = await persist(() => studio.post<HelloResponse>('hello', { name: config.name, capabilities }), { maxMs: 500 })
  const environments = new Environments({ home: config.home, slots: config.slots, log }, () => changed())
  const shop = { studio, artifacts: new Artifacts(config, studio), pool, environments, memoryMb: perStepMb, commands: config.commands }
  const work = new Work({ studio, shop, session: hello.session, slots: config.slots, log, onLeases: () => tell() })
  const setup = { kind: 'heartbeats' as const, url: config.url, token: config.token, session: hello.session, heartbeatMs: hello.heartbeatMs }
  const heartbeats = startHeartbeats(program, setup, (news) => hear(news))
  let ready = ''

  function tell(): void {
    heartbeats.tell({ leases: work.leases(), environments: environments.states(), buildLog: environments.takeLines(), python: environments.python, pythonProblem: environments.problem })
  }
  function changed(): void {
    tell()
    const now = environments.ready().join()
    if (now !== ready) work.wake()
    ready = now
  }
  function hear(news: BeatNews): void {
    if (news.kind === 'verdicts') return work.obey(news.leases)
    console.error(news.message)
    void stop(1)
  }
  let stopped: Promise<void> | undefined
  function stop(code = 0): Promise<void> {
    stopped ??= (async () => {
      await work.stop(graceMs)
      await Promise.all([pool.close(), environments.close(), heartbeats.stop()])
      studio.close()
      process.exit(code)
    })()
    return stopped
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  exitWithParent(() => stop())
  log(`Connected to ${config.url} as ${config.name}: ${config.slots} ${config.slots === 1 ? 'step' : 'steps'} at once`)
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
