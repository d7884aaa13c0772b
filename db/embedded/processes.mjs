// What the operating system says about a process, on Linux from /proc and elsewhere from `ps`.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const proc = existsSync('/proc/self/stat')

/** True while the process does something: a zombie answers signals but is over. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  if (!proc) return true
  const stat = statFields(pid)
  return stat !== null && stat[0] !== 'Z' && stat[0] !== 'X'
}

/** When the process began, as text that no later process with the same number shares; null without such a process. */
export function startTime(pid) {
  if (!isAlive(pid)) return null
  if (proc) return statFields(pid)?.[19] ?? null
  return ps('lstart=', pid)
}

/** Program and arguments, empty without such a process. */
export function commandLine(pid) {
  if (!proc) return ps('command=', pid)?.split(' ') ?? []
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

/** Sends a signal; false when there is no such process. */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
    return true
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
    return false
  }
}

/** Waits until the process has ended; false when it has not within the time. */
export async function waitForEnd(pid, timeoutMs) {
  for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(20)) if (!isAlive(pid)) return true
  return !isAlive(pid)
}

/** The fields of /proc/PID/stat after the name, which may itself hold spaces and brackets. */
function statFields(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function ps(column, pid) {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}
