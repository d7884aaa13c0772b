// `npm start`, stage by stage.
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTime } from '../../db/embedded/processes.mjs'
import { checkHome, checkPort } from './checks.mjs'
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
  const children = {}
  const note = (name) => ({ pid }) => {
    children[name] = { pid, started: startTime(pid) }
    lock.update({ children })
  }
  await endLeftovers(lock.former)
  await checkPort(settings, { patienceMs: lock.former ? 3000 : 0 })
  await makeCurrent(settings.paths.logs, ending.signal)
  ending.signal.throwIfAborted()

  const secrets = openSecrets(settings.paths.secrets)
  // Read and compiled while PostgreSQL starts.
  const loading = import('../../dist/launch.mjs')
  loading.catch(() => {})
  let databaseUrl
  let studio
  await stage('starting PostgreSQL', async () => {
    const database = await openDatabase(settings, secrets, (url, pid) => {
      const moved = databaseUrl !== undefined && databaseUrl !== url
      databaseUrl = url
      if (pid) note('database')({ pid })
      lock.update({ databaseUrl: url })
      if (moved) void studio?.restart()
    })
    ending.onStop('database', () => database.stop())
    return database.words
  })
  const product = await loading
  const prepared = await inWords(() =>
    product.prepare({
      url: databaseUrl,
      migrations: path.join(root, 'db', 'migrations'),
      agentName: hostname(),
      admin: settings.admin,
    }),
  )
  ending.signal.throwIfAborted()
  await stage('starting the studio and the agent', async () => {
    ending.onStop('studio', () => studio?.stop())
    studio = await startStudio(settings, () => databaseUrl, note('studio'))
    const local = await startAgent(settings, prepared.agentToken, note('agent'))
    ending.onStop('agent', () => local.stop())
    await waitForHealth(settings, { signal: ending.signal })
    return 'Studio and agent are up'
  })
  lock.update({ state: 'running' })
  return { product, databaseUrl: () => databaseUrl, ...prepared }
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
