// What `postmaster.pid` in a data folder says, and whether it is still true.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

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
  // Documented in PostgreSQL's pidfile.h: 1 pid, 2 data folder, 4 port, 8 status.
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
 * Stops a server that outlived its launcher and removes a lock file that belongs to no living server, since PostgreSQL would
 * take any process with that number for one.
 * @returns {Promise<boolean>} whether a server had to be stopped
 */
export async function clearLeftover(directory, { patienceMs = 15_000 } = {}) {
  const postmaster = readPostmaster(directory)
  if (!postmaster) return false
  const running = isPostmaster(postmaster.pid, directory)
  if (running) await stopProcess(postmaster.pid, patienceMs)
  if (running || !alive(postmaster.pid) || !isPostmaster(postmaster.pid, directory)) {
    rmSync(path.join(directory, 'postmaster.pid'), { force: true })
  }
  return running
}

/** Fast shutdown, then immediate, then none that can be refused. */
async function stopProcess(pid, patienceMs) {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    send(pid, signal)
    for (let waited = 0; waited < patienceMs; waited += 25) {
      if (!alive(pid)) return
      await sleep(25)
    }
  }
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  try {
    // A zombie answers signals but does nothing any more.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return !existsSync('/proc/self/stat')
  }
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    if (existsSync('/proc/self/stat')) return []
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(' ')
  } catch {
    return []
  }
}

function samePath(a, b) {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return path.resolve(a ?? '') === path.resolve(b)
  }
}
