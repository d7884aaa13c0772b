// `npm start`, stage by stage.
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTime } from '../../db/embedded/processes.mjs'
import { checkHome, checkPort } from './checks.mjs'
import { endClusterNodes } from './cluster-nodes.mjs'
import { openDatabase } from './database.mjs'
import { endLeftovers } from './leftovers.mjs'
import { readHolder, takeLock } from './lock.mjs'
import { makeCurrent } from './make-current.mjs'
import { openSecrets } from './secrets.mjs'
import { root } from './settings.mjs'
import { StopSentence } from './stop-sentence.mjs'
import { startAgent, startStudio, waitForHealth } from './studio.mjs'
import { stage } from './terminal.mjs'

/**
 * Everything up to a healthy studio.
 * @param {import('./settings.mjs').Settings} settings
 * @param {ReturnType<import('./shutdown.mjs').shutdown>} ending
 */
export async function launch(settings, ending) {
  checkHome(settings)
  const lock = await takeHome(settings)
  ending.onStop('lock', lock.release)
  ending.signal.addEventListener('abort', () => lock.update({ state: 'stopping' }))
  await endLeftovers(lock.former)
  await checkPort(settings, { patienceMs: lock.former ? 3000 : 0 })
  await makeCurrent(settings.paths.logs, ending.signal)
  ending.signal.throwIfAborted()

  // Read and compiled while PostgreSQL starts.
  const loading = import('../../dist/launch.mjs')
  loading.catch(() => {})
  const children = childNotes(lock)
  const database = await startDatabase(settings, ending, (url, pid) => {
    if (pid) children.note('database', pid)
    lock.update({ databaseUrl: url })
  })
  const product = await loading
  const prepared = await inWords(() =>
    product.prepare({ url: database.url(), migrations: path.join(root, 'db', 'migrations'), agentName: hostname(), admin: settings.admin }),
  )
  ending.signal.throwIfAborted()
  // Again: building may have taken minutes.
  await checkPort(settings)
  await startServices(settings, ending, { database, children, agentToken: prepared.agentToken })
  lock.update({ state: 'running' })
  return { product, databaseUrl: database.url, ...prepared }
}

/** Who runs, kept in the state file, so that the next start can end what this one may leave behind. */
function childNotes(lock) {
  const children = {}
  return {
    note(name, pid) {
      children[name] = { pid, started: startTime(pid) }
      lock.update({ children })
    },
  }
}

/** @returns {Promise<{ url(): string, onMove(work: () => void): void }>} `onMove` hears of a restart on another port */
async function startDatabase(settings, ending, onAddress) {
  const secrets = openSecrets(settings.paths.secrets)
  const moves = []
  let current
  await stage('starting PostgreSQL', async () => {
    const server = await openDatabase(settings, secrets, (url, pid) => {
      const moved = current !== undefined && current !== url
      current = url
      onAddress(url, pid)
      if (moved) for (const work of moves) work()
    })
    ending.onStop('database', () => server.stop())
    return server.words
  })
  return { url: () => current, onMove: (work) => moves.push(work) }
}

async function startServices(settings, ending, { database, children, agentToken }) {
  await stage('starting the studio and the agent', async () => {
    const studio = await startStudio(settings, database.url, ({ pid }) => children.note('studio', pid))
    // After the studio, which would launch others in their place.
    ending.onStop('nodes of clusters', () => endClusterNodes(settings.home))
    ending.onStop('studio', () => studio.stop())
    database.onMove(() => void studio.restart())
    const agent = await startAgent(settings, agentToken, ({ pid }) => children.note('agent', pid))
    ending.onStop('agent', () => agent.stop())
    await waitForHealth(settings, { signal: ending.signal })
    return 'Studio and agent are up'
  })
}

/** Takes this home for us; waits for a former launcher that is on its way out. */
async function takeHome(settings) {
  for (const until = Date.now() + 20_000; ; await sleep(50)) {
    const lock = takeLock(settings.paths.state, { url: settings.url, port: settings.port, home: settings.home, state: 'starting' })
    if (lock) return lock
    const holder = readHolder(settings.paths.state)
    if (!holder || (holder.state === 'stopping' && Date.now() < until)) continue
    throw new StopSentence(`Atelier already runs in ${settings.home} (process ${holder.pid}): open ${holder.url}, or stop it with Ctrl-C in its terminal or with kill ${holder.pid}.`)
  }
}

/** The product's own refusals are sentences already. */
async function inWords(work) {
  try {
    return await work()
  } catch (error) {
    if (error.name === 'AppError') throw new StopSentence(error.message)
    throw error
  }
}
