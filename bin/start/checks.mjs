// What can be wrong before anything starts, each in one sentence that says what to do.
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StopSentence } from './stop-sentence.mjs'

/** Makes the home and its folders, and proves that they can be written to. */
export function checkHome({ home, paths }) {
  try {
    for (const folder of [home, paths.artifacts, paths.agent, paths.logs]) makeFolder(folder)
    accessSync(home, constants.W_OK | constants.X_OK)
    const probe = path.join(home, `.write-${process.pid}`)
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const why = { EACCES: 'may not be written to', ENOENT: 'cannot be created', EPERM: 'may not be written to', EROFS: 'is on a read-only disk', ENOSPC: 'is on a full disk', ENOTDIR: 'is a file or lies below one' }
    throw new StopSentence(
      `The folder ${home} ${why[error.code] ?? `cannot be used (${error.code})`}: set ATELIER_HOME to a folder that this user can write to, with space for data.`,
    )
  }
}

/** `mkdir -p`. Node's own never returns where the file system has no such folders (below /proc). */
function makeFolder(folder) {
  if (existsSync(folder)) return
  if (!existsSync(path.dirname(folder))) makeFolder(path.dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

/**
 * Waits a moment for a port that the former process is just letting go, then refuses.
 * @param {{ port: number, host: string }} settings
 */
export async function checkPort({ port, host }, { patienceMs = 0 } = {}) {
  for (const until = Date.now() + patienceMs; ; await sleep(50)) {
    const problem = await tryToListen(port, host)
    if (!problem) return
    if (problem === 'EADDRINUSE' && Date.now() < until) continue
    throw new StopSentence(sentences(port, host)[problem] ?? `Port ${port} on ${host} cannot be used (${problem}): choose another with PORT=3001 npm start.`)
  }
}

function sentences(port, host) {
  return {
    EADDRINUSE: `Port ${port} is taken by another program: stop it, or choose another port with PORT=${port + 1} npm start.`,
    EACCES: `This user may not open port ${port}: choose one above 1023 with PORT=3000 npm start.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set ATELIER_HOST to one of its own, or to 0.0.0.0 for all.`,
    ENOTFOUND: `This machine has no address ${host}: set ATELIER_HOST to one of its own, or to 0.0.0.0 for all.`,
  }
}

function tryToListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
}
