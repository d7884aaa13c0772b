import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** When a process started, as a text that tells it from a later one of the same id; null where there is none or it cannot be told. */
export function startOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      // After the name, which may hold spaces: the 20th field is the start in ticks since boot.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? null : fields[19]!
    }
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || null
  } catch {
    return null
  }
}

/** True where the process that started then still runs. */
export function isSameProcess(pid: number, started: string | null): boolean {
  if (process.platform === 'win32') return isAlive(pid)
  return started !== null && startOf(pid) === started
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
