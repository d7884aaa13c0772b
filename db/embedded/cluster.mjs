// Starts and stops a PostgreSQL of our own: used by `npm start` and by the tests.
import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresAccount, takeOwnership } from './account.mjs'
import { nativeFolder, prepareBinaries } from './binaries.mjs'
import { guardServer } from './guard.mjs'
import { clearLeftover, readPostmaster } from './postmaster.mjs'

/** Durability stays at PostgreSQL's own defaults (fsync and synchronous_commit on). */
const defaults = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  wal_compression: 'on',
  log_checkpoints: 'off',
}

/**
 * Starts PostgreSQL on `directory`, creating the cluster when the folder is new.
 * The server runs in a process group of its own, so that a Ctrl-C reaches the launcher alone, and stops when this process ends.
 * @param {{ directory: string, password: string, port?: number, settings?: Record<string, string>, logFile?: string }} options
 *   `port` is taken when it is free, otherwise another one is chosen.
 * @returns {Promise<Cluster>}
 * @typedef {{ port: number, pid: number, url(database?: string): string, exited: Promise<string>, stop(): Promise<void>, created: boolean }} Cluster
 */
export async function startCluster(options) {
  const directory = path.resolve(options.directory)
  const native = prepareBinaries(nativeFolder())
  mkdirSync(path.dirname(directory), { recursive: true })
  const account = postgresAccount([native, path.dirname(directory)])
  const created = !existsSync(path.join(directory, 'PG_VERSION'))
  if (created) await initialise({ ...options, directory, native, account })
  else await clearLeftover(directory)
  takeOwnership(directory, account.owner)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? options.port : undefined)
    try {
      return { ...(await launch({ ...options, directory, native, account, port })), created }
    } catch (error) {
      // Another program may take the port in between, and the memory of a killed server lingers for a moment.
      if (attempt === 5 || !/Address already in use|could not bind|pre-existing shared memory/.test(error.message)) throw error
      await sleep(200 * attempt)
    }
  }
}

async function initialise({ directory, native, account, password }) {
  // Made aside and renamed: an interrupted first start leaves nothing that looks like a cluster.
  const draft = `${directory}.new`
  const secret = `${directory}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  if (account.owner) for (const file of [draft, secret]) chownSync(file, account.owner.uid, account.owner.gid)
  try {
    await run(account, path.join(native, 'bin', 'initdb'), [
      '-D', draft, '-U', 'atelier', '-E', 'UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', `--pwfile=${secret}`, '--no-sync', '--no-instructions',
    ])
    rmSync(directory, { recursive: true, force: true })
    renameSync(draft, directory)
  } finally {
    rmSync(secret, { force: true })
  }
}

function run(account, program, args) {
  const [command, ...rest] = [...account.command, program, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { ...account.options, stdio: ['ignore', 'ignore', 'pipe'], detached: true, cwd: '/' })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`PostgreSQL could not be set up: ${lastLine(errors)}`))))
  })
}

async function launch({ directory, native, account, port, password, settings, logFile }) {
  const flags = Object.entries({ ...defaults, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, ...args] = [...account.command, path.join(native, 'bin', 'postgres'), '-D', directory, '-p', String(port), ...flags]
  const log = logFile ?? `${directory}.log`
  const from = existsSync(log) ? readFileSync(log).length : 0
  const output = openSync(log, 'a')
  const child = spawn(command, args, { ...account.options, stdio: ['ignore', output, output], detached: true, cwd: '/' })
  closeSync(output)
  const dismissGuard = child.pid ? guardServer(child.pid, directory) : () => {}
  let ended = null
  const exited = new Promise((resolve) => {
    child.on('error', (error) => resolve((ended = error.message)))
    child.on('exit', (code, signal) => resolve((ended = signal ?? `code ${code}`)))
  })
  void exited.then(dismissGuard)
  while (!isReady(directory, child.pid)) {
    if (ended !== null) throw new Error(`PostgreSQL did not start (${ended}): ${lastLine(readFileSync(log).subarray(from).toString())}`)
    await sleep(5)
  }
  return {
    port,
    pid: child.pid,
    exited,
    url: (database = 'postgres') => `postgres://atelier:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`,
    stop: () => stop(child, exited),
  }
}

function isReady(directory, pid) {
  const postmaster = readPostmaster(directory)
  return postmaster?.pid === pid && postmaster.ready
}

/** Fast shutdown (open transactions are rolled back), and harder where that does not end it. */
async function stop(child, exited) {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    if (child.exitCode !== null || child.signalCode !== null) break
    child.kill(signal)
    const patience = new AbortController()
    await Promise.race([exited, sleep(10_000, null, { signal: patience.signal }).catch(() => null)])
    patience.abort()
  }
  await exited
}

/** `wanted` when nothing listens there, else a port that the system picks. */
function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', (error) => (wanted ? freePort().then(resolve, reject) : reject(error)))
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function lastLine(text) {
  const lines = text.trim().split('\n')
  return (lines.findLast((line) => /FATAL|ERROR|error/.test(line)) ?? lines.at(-1) ?? '').replace(/^.*?(FATAL|ERROR):\s*/, '')
}
