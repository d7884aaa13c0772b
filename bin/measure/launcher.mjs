// Starts the product as `npm start` does, as a child: for tests and for the benchmarks.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../start/settings.mjs'

/** Not inherited: what would point the new studio at somebody else's database, or change how Node runs. */
const foreign = ['DATABASE_URL', 'ATELIER_HOST', 'ATELIER_PUBLIC_URL', 'ATELIER_ADMIN_EMAIL', 'ATELIER_ADMIN_PASSWORD', 'ATELIER_URL', 'ATELIER_TOKEN', 'NODE_OPTIONS', 'NODE_ENV', 'VITEST', 'npm_lifecycle_event']

/**
 * @typedef {object} Launcher
 * @property {import('node:child_process').ChildProcess} process
 * @property {string} url
 * @property {string | null} setUpLink the one-time link, where there was no owner yet
 * @property {string} home
 * @property {number} port
 * @property {() => string} output
 * @property {(signal?: NodeJS.Signals) => Promise<number | null>} stop Ctrl-C, and waits for the end; answers the exit code
 * @property {() => Promise<void>} remove stops, and removes the home
 */

/**
 * Rejects with the launcher's output when it ends before it is ready.
 * @param {{ home?: string, port?: number, env?: Record<string, string | undefined>, timeoutMs?: number }} [options]
 *   `home` is a new temporary folder if left out.
 * @returns {Promise<Launcher>}
 */
export async function startLauncher(options = {}) {
  const home = options.home ?? mkdtempSync(path.join(tmpdir(), 'atelier-home-'))
  const port = options.port ?? (await freePort())
  const child = forkLauncher(home, port, options.env)
  const output = collect(child)
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = await waitUntilReady(child, exited, options.timeoutMs ?? 600_000, output)
  const stop = async (signal = 'SIGINT') => {
    child.kill(signal)
    return exited
  }
  const remove = async () => {
    await stop()
    rmSync(home, { recursive: true, force: true })
  }
  return { process: child, url: ready.url, setUpLink: ready.setUpLink ?? null, home, port, output, stop, remove }
}

/**
 * The launcher's process alone, for what is not meant to become ready.
 * @param {string} home
 * @param {number} port
 * @param {Record<string, string | undefined>} [env]
 */
export function forkLauncher(home, port, env = {}) {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.includes(name)))
  return fork(path.join(root, 'bin/start.mjs'), [], {
    cwd: root,
    env: { ...inherited, ATELIER_HOME: home, PORT: String(port), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
}

/** What the process has written so far, both streams together. @returns {() => string} */
export function collect(child) {
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  return () => text
}

function waitUntilReady(child, exited, timeoutMs, output) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM')
      reject(new Error(`The launcher was not ready after ${timeoutMs} ms:\n${output()}`))
    }, timeoutMs)
    child.on('message', (message) => {
      if (!message.ready) return
      clearTimeout(timer)
      resolve(message)
    })
    void exited.then((code) => {
      clearTimeout(timer)
      reject(new Error(`The launcher ended with code ${code}:\n${output()}`))
    })
  })
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
