// The studio (Next.js) and the local agent, each under supervision.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from './child.mjs'
import { root } from './settings.mjs'
import { StopSentence } from './stop-sentence.mjs'
import { supervise } from './supervise.mjs'

/** Marks this launcher's studio: another one may have taken the port since it was checked. */
const instance = randomUUID()

/** @param {() => string} databaseUrl asked at every start */
export function startStudio(settings, databaseUrl, onStart) {
  const log = path.join(settings.paths.logs, 'studio.log')
  const start = async () =>
    startChild({
      file: path.join(root, 'bin', 'studio', 'server.mjs'),
      args: [String(settings.port), settings.host],
      execArgv: ['--import', new URL('./studio-preload.mjs', import.meta.url).href],
      cwd: root,
      env: {
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        DATABASE_URL: databaseUrl(),
        ATELIER_ROOT: root,
        ATELIER_HOME: settings.home,
        ATELIER_DUCKDB_WORKER: path.join(root, 'dist', 'duckdb-worker.mjs'),
        ATELIER_PUBLIC_URL: settings.url,
        ATELIER_INSTANCE: instance,
        // glibc keeps what its arenas once held: with one for each thread the studio grows by a hundred megabytes and never gives them back.
        MALLOC_ARENA_MAX: '2',
      },
      log,
      graceMs: 5000,
    })
  return supervise('The studio', start, { onStart, hint: `Its log is ${log}.` })
}

export function startAgent(settings, token, onStart) {
  const log = path.join(settings.paths.logs, 'agent.log')
  const start = async () =>
    startChild({
      file: path.join(root, 'dist', 'agent.mjs'),
      cwd: root,
      env: {
        NODE_ENV: 'production',
        ATELIER_ROOT: root,
        ATELIER_URL: settings.localUrl,
        ATELIER_AGENT_TOKEN: token,
        // It is started again whenever it ends: drained or stopped it stays, idle.
        ATELIER_AGENT_STAYS: '1',
        ATELIER_HOME: settings.paths.agent,
        ATELIER_ARTIFACTS: settings.paths.artifacts,
      },
      log,
      graceMs: 8000,
    })
  return supervise('The agent', start, { onStart, hint: `Its log is ${log}.` })
}

/**
 * Polls the studio until everything is up; after `timeoutMs` says what is missing and where to look.
 * @param {Pick<import('./settings.mjs').Settings, 'localUrl' | 'paths'>} settings
 * @param {{ timeoutMs?: number, signal?: AbortSignal }} [options]
 */
export async function waitForHealth({ localUrl, paths }, { timeoutMs = 90_000, signal } = {}) {
  let last = 'it does not answer'
  for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(25)) {
    signal?.throwIfAborted()
    try {
      const response = await fetch(`${localUrl}/api/health`, { signal: AbortSignal.timeout(10_000) })
      const ours = response.headers.get('x-atelier-instance') === instance
      if (ours && response.status === 200) return
      last = ours ? describe(await response.json()) : 'another program answers on its port'
    } catch (error) {
      if (error.name === 'SyntaxError') last = 'its health page does not answer as it should'
    }
  }
  throw new StopSentence(`The studio did not become healthy within ${timeoutMs / 1000} s (${last}): read the logs in ${paths.logs}.`)
}

function describe({ checks }) {
  return Object.values(checks ?? {}).filter((check) => !check.ok).map((check) => check.message).join('; ') || 'no reason given'
}
