// `npm start`, stage by stage.
import { createHash } from 'node:crypto'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTime } from '../../db/embedded/processes.mjs'
import { buildStudio, bundlePrograms, isCurrent, targets } from './build.mjs'
import { checkHome, checkPort } from './checks.mjs'
import { openDatabase } from './database.mjs'
import { dependenciesCurrent, installDependencies } from './dependencies.mjs'
import { endLeftovers } from './leftovers.mjs'
import { readHolder, takeLock, waitForLock } from './lock.mjs'
import { openSecrets } from './secrets.mjs'
import { root } from './settings.mjs'
import { StopSentence } from './stop-sentence.mjs'
import { startAgent, startStudio, waitForHealth } from './studio.mjs'
import { stage } from './terminal.mjs'

/**
 * Installs and builds what is not current; leaves what is alone.
 * @param {string} logs folder for the programs' output
 */
export async function makeCurrent(logs, signal) {
  const current = () => dependenciesCurrent() && isCurrent(targets.studio) && isCurrent(targets.programs)
  if (current()) return
  const lock = await waitForLock(buildLock(), () => stage('another start is building this clone; waiting for it', async () => null))
  try {
    if (!dependenciesCurrent()) {
      await stage('installing dependencies', async () => {
        await installDependencies({ log: path.join(logs, 'install.log'), signal })
        return 'Installed the dependencies'
      })
    }
    if (!isCurrent(targets.programs)) {
      await stage('bundling the agent and the command line', async () => {
        await bundlePrograms()
        return 'Bundled the agent and the command line'
      })
    }
    if (!isCurrent(targets.studio)) {
      await stage('building the studio', async () => {
        await buildStudio({ log: path.join(logs, 'build.log'), signal })
        return 'Built the studio'
      })
    }
  } finally {
    lock.release()
  }
}

/** Homes may differ while the clone is the same, so the lock belongs to the clone. */
function buildLock() {
  return path.join(tmpdir(), `atelier-build-${createHash('sha256').update(root).digest('hex').slice(0, 16)}.lock`)
}

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
  const product = await import('../../dist/launch.mjs')
  const agent = await inWords(() =>
    product.prepare({
      url: databaseUrl,
      migrations: path.join(root, 'db', 'migrations'),
      agentName: hostname(),
      agentToken: secrets.values.agentToken,
    }),
  )
  ending.signal.throwIfAborted()
  await stage('starting the studio and the agent', async () => {
    ending.onStop('studio', () => studio?.stop())
    studio = await startStudio(settings, () => databaseUrl, note('studio'))
    const local = await startAgent(settings, secrets.values.agentToken, note('agent'))
    ending.onStop('agent', () => local.stop())
    await waitForHealth(settings, { signal: ending.signal })
    return 'Studio and agent are up'
  })
  lock.update({ state: 'running' })
  return { product, databaseUrl: () => databaseUrl, agentId: agent.agentId }
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
