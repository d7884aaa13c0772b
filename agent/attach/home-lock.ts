import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isSameProcess, startOf } from '@/lib/process/start-of'

/** Takes the folder for this process, until it ends. @throws Error where another agent runs in it. */
export function takeHome(home: string): void {
  const pid = holderOf(home)
  if (pid !== null) throw new Error(`An agent already runs in ${home} (process ${pid}). End it first, or give this one a folder of its own with --home.`)
  const file = path.join(home, 'agent.pid')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }))
  process.on('exit', () => read(file)?.pid === process.pid && rmSync(file, { force: true }))
}

/** The folder, or the first beside it in which no agent runs: `-2`, `-3` and so on. */
export function freeHome(home: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? home : `${home}-${number}`
    if (holderOf(candidate) === null) return candidate
  }
}

/** The process of the agent that runs there, where it is not this one. */
function holderOf(home: string): number | null {
  const holder = read(path.join(home, 'agent.pid'))
  return holder && holder.pid !== process.pid && isSameProcess(holder.pid, holder.started) ? holder.pid : null
}

function read(file: string): { pid: number; started: string | null } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; started: string | null }
  } catch {
    return null
  }
}
