// What `postmaster.pid` in a data folder says, and whether it is still true.
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { commandLine, signal, waitForEnd } from './processes.mjs'

/**
 * The server that the data folder's lock file names, or null without the file.
 * @returns {{ pid: number, port: number, ready: boolean } | null}
 */
export function readPostmaster(directory) {
  let lines
  try {
    lines = readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
  // PostgreSQL's pidfile.h: line 1 is the pid, 4 the port, 8 the status.
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]), ready: (lines[7] ?? '').trim() === 'ready' } : null
}

/** True when the process is a PostgreSQL server on this folder, not another one that got the same number. */
export function isPostmaster(pid, directory) {
  const words = commandLine(pid)
  const at = words.indexOf('-D')
  return at > 0 && /postgres(\.exe)?$/.test(words.slice(0, at).join(' ')) && samePath(words[at + 1], directory)
}

/**
 * Stops a server that outlived its launcher (fast, then harder) and removes a lock file that belongs to no living server:
 * PostgreSQL would take any process that has got the same number since for the server, and refuse to start.
 * @returns {Promise<boolean>} whether a server had to be stopped
 */
export async function clearLeftover(directory, { patienceMs = 15_000 } = {}) {
  const postmaster = readPostmaster(directory)
  if (!postmaster) return false
  const running = isPostmaster(postmaster.pid, directory)
  for (const name of running ? ['SIGINT', 'SIGQUIT', 'SIGKILL'] : []) {
    if (!signal(postmaster.pid, name) || (await waitForEnd(postmaster.pid, patienceMs))) break
  }
  rmSync(path.join(directory, 'postmaster.pid'), { force: true })
  return running
}

function samePath(a, b) {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return path.resolve(a ?? '') === path.resolve(b)
  }
}
