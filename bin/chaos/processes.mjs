// What is killed: PostgreSQL, two studios, the agents. Each is a process of its own that can be started again.
import { fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCluster } from '../../db/embedded/cluster.mjs'
import { isCurrent, targets } from '../start/build.mjs'
import { root } from '../start/settings.mjs'

/** A program that is forked: it ends when this process does. */
export class Program {
  /** @param {{ name: string, file: string, args?: string[], env: Record<string, string>, logs: string }} options */
  constructor(options) {
    this.options = options
    this.name = options.name
    this.start()
  }

  start() {
    const { name, file, args = [], env, logs } = this.options
    const { DATABASE_URL: _, NODE_OPTIONS: __, NODE_ENV: ___, ...inherited } = process.env
    const output = openSync(path.join(logs, `${name}.log`), 'a')
    this.child = fork(file, args, { cwd: root, env: { ...inherited, ...env }, stdio: ['ignore', output, output, 'ipc'], execArgv: [] })
    closeSync(output)
    this.exited = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve(signal ?? code)))
    this.child.on('error', () => {})
  }

  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  async kill() {
    this.child.kill('SIGKILL')
    await this.exited
  }

  async stop() {
    this.child.kill('SIGTERM')
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 10_000)
    await this.exited
    clearTimeout(patience)
  }
}

/** PostgreSQL at one port for all its lives. */
export class Postgres {
  constructor(home) {
    this.home = home
    this.name = 'PostgreSQL'
  }

  async start() {
    for (let tries = 0; ; tries++) {
      const cluster = await startCluster({ directory: path.join(this.home, 'postgres'), password: 'chaos', ...(this.port && { port: this.port }) })
      if (!this.port || cluster.port === this.port) {
        this.port = cluster.port
        this.cluster = cluster
        return
      }
      await cluster.stop()
      if (tries === 50) throw new Error(`Port ${this.port} of PostgreSQL did not become free again.`)
      await sleep(200)
    }
  }

  url(database = 'atelier') {
    return this.cluster.url(database)
  }

  async kill() {
    process.kill(this.cluster.pid, 'SIGKILL')
    await this.cluster.exited
  }

  stop() {
    return this.cluster.stop()
  }
}

/** Whether the studio as it is built here is what answers, or its handlers alone. */
export function usesBuild(wanted) {
  return wanted === 'build' || (wanted === 'auto' && isCurrent(targets.studio))
}

/** @param {{ at: number, port: number, home: string, programs: string, logs: string, databaseUrl: string, leaseMs: number, build: boolean }} of */
export function startStudio({ at, port, home, programs, logs, databaseUrl, leaseMs, build }) {
  const env = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    ATELIER_ROOT: root,
    ATELIER_HOME: home,
    ATELIER_DUCKDB_WORKER: path.join(programs, 'duckdb-worker.mjs'),
    ATELIER_PUBLIC_URL: `http://127.0.0.1:${port}`,
    ATELIER_LEASE_MS: String(leaseMs),
  }
  const file = build ? path.join(root, 'bin', 'studio', 'server.mjs') : path.join(programs, 'studio.mjs')
  return new Program({ name: `studio-${at}`, file, args: [String(port), '127.0.0.1'], env, logs })
}

/** @param {{ at: number, url: string, token: string, home: string, programs: string, logs: string }} of */
export function startAgent({ at, url, token, home, programs, logs }) {
  mkdirSync(home, { recursive: true })
  const env = {
    ATELIER_ROOT: root,
    ATELIER_URL: url,
    ATELIER_AGENT_TOKEN: token,
    ATELIER_AGENT_NAME: `agent-${at}`,
    ATELIER_AGENT_SLOTS: '2',
    ATELIER_AGENT_COMMANDS: '1',
    ATELIER_HOME: home,
    // No step here is Python's: nothing is built.
    ATELIER_PYTHON: '/nowhere',
    ATELIER_DUCKDB_WORKER: path.join(programs, 'duckdb-worker.mjs'),
  }
  return new Program({ name: `agent-${at}`, file: path.join(programs, 'agent.mjs'), env, logs })
}
