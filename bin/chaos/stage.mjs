// Everything that a trial needs: PostgreSQL, two studios, agents behind proxies, a workspace to submit in.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { freePort } from '../measure/launcher.mjs'
import { root } from '../start/settings.mjs'
import { bundlePrograms } from './bundle.mjs'
import { Postgres, startAgent, startStudio, usesBuild } from './processes.mjs'
import { Proxy } from './proxy.mjs'

/** @param {import('./options.mjs').Options} options */
export async function setTheStage({ agents: count, leaseMs, studio, keep }) {
  const folder = keep ?? mkdtempSync(path.join(tmpdir(), 'atelier-chaos-'))
  const paths = { folder, logs: path.join(folder, 'logs'), studio: path.join(folder, 'studio'), ledger: path.join(folder, 'ledger.txt'), store: path.join(folder, 'studio', 'artifacts') }
  for (const made of [paths.logs, paths.studio]) mkdirSync(made, { recursive: true })
  const programs = await bundlePrograms()
  const postgres = new Postgres(folder)
  await postgres.start()
  // Before the product is loaded: it reads both.
  Object.assign(process.env, { DATABASE_URL: postgres.url(), ATELIER_HOME: paths.studio })
  const product = await import(pathToFileURL(path.join(programs, 'product.mjs')).href)
  await product.migrateDatabase(postgres.url(), path.join(root, 'db', 'migrations'))
  const connection = product.connect(postgres.url(), { max: 4 })
  const ctx = await product.makeWorkspace(connection)
  const build = usesBuild(studio)
  const ports = [await freePort(), await freePort()]
  const studios = ports.map((port, at) => startStudio({ at: at + 1, port, home: paths.studio, programs, logs: paths.logs, databaseUrl: postgres.url(), leaseMs, build }))
  await Promise.all(ports.map(answers))
  const proxies = []
  const agents = []
  for (let at = 1; at <= count; at++) {
    const proxy = new Proxy(ports)
    proxies.push(proxy)
    const { token } = await product.registerAgent(connection.db, { name: `agent-${at}` })
    agents.push(startAgent({ at, url: `http://127.0.0.1:${await proxy.listen()}`, token, home: path.join(folder, `agent-${at}`), programs, logs: paths.logs }))
  }
  async function strike() {
    await Promise.all(agents.map((agent) => agent.stop()))
    for (const proxy of proxies) proxy.close()
    await Promise.all(studios.map((one) => one.stop()))
    await connection.close()
    await postgres.stop()
    rmSync(programs, { recursive: true, force: true })
    if (!keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return { paths, postgres, studios, ports, proxies, agents, build, product, connection, ctx, strike }
}

async function answers(port) {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    try {
      await fetch(`http://127.0.0.1:${port}/api/agent/bundle`, { signal: AbortSignal.timeout(5_000) })
      return
    } catch {
      // Not yet.
    }
  }
  throw new Error('A studio did not answer within a minute.')
}

/** Does again what fails while PostgreSQL is away; `signal` ends that. */
export async function lasting(work, signal) {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (signal?.aborted || !isPassing(error)) throw error
      await sleep(200)
    }
  }
}

function isPassing(error) {
  const code = error?.code ?? error?.cause?.code ?? ''
  // Connection errors of the driver and the socket, and PostgreSQL's classes of shutdown, crash and start.
  return /^(CONNECTION_|CONNECT_|ECONN|EPIPE|57P|08)/.test(code)
}
