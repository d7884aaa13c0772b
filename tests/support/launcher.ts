import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export interface Launcher {
  process: ChildProcess
  url: string
  /** The one-time link, where there was no owner yet. */
  setUpLink: string | null
  home: string
  /** Milliseconds from the start of the process until it was healthy. */
  readyMs: number
  output(): string
  /** Ctrl-C, and waits for the end. @returns the exit code */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** Stops, and removes the home. */
  remove(): Promise<void>
}

export interface LauncherOptions {
  /** A new temporary one if left out. */
  home?: string
  port?: number
  env?: Record<string, string | undefined>
  /** How long until it must be ready. */
  timeoutMs?: number
}

/** Starts the product as `npm start` does, on its own home and port. Rejects with its output when it ends before it is ready. */
export async function startLauncher(options: LauncherOptions = {}): Promise<Launcher> {
  const home = options.home ?? mkdtempSync(path.join(tmpdir(), 'atelier-home-'))
  const port = options.port ?? (await freePort())
  const begun = performance.now()
  const child = forkLauncher(home, port, options.env)
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ready = await waitUntilReady(child, exited, options.timeoutMs ?? 300_000, () => output)
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> => {
    child.kill(signal)
    return exited
  }
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    setUpLink: ready.setUpLink,
    home,
    readyMs: performance.now() - begun,
    output: () => output,
    stop,
    remove: async () => {
      await stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** The launcher's process alone, for tests in which it is not meant to become ready. */
export function forkLauncher(home: string, port: number, env: Record<string, string | undefined> = {}): ChildProcess {
  const inherited: Record<string, string | undefined> = { ...process.env }
  for (const name of ['DATABASE_URL', 'ATELIER_ADMIN_EMAIL', 'ATELIER_ADMIN_PASSWORD', 'NODE_OPTIONS', 'NODE_ENV', 'VITEST', 'npm_lifecycle_event']) delete inherited[name]
  return fork(path.join(root, 'bin/start.mjs'), [], {
    env: Object.assign(inherited, { ATELIER_HOME: home, PORT: String(port), NO_COLOR: '1' }, env) as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  })
}

function waitUntilReady(child: ChildProcess, exited: Promise<number | null>, timeoutMs: number, output: () => string): Promise<{ setUpLink: string | null }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM')
      reject(new Error(`The launcher was not ready after ${timeoutMs} ms:\n${output()}`))
    }, timeoutMs)
    child.on('message', (message: { ready?: boolean; setUpLink?: string | null }) => {
      if (!message.ready) return
      clearTimeout(timer)
      resolve({ setUpLink: message.setUpLink ?? null })
    })
    void exited.then((code) => {
      clearTimeout(timer)
      reject(new Error(`The launcher ended with code ${code}:\n${output()}`))
    })
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port'))))
    })
  })
}
