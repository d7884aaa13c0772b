import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isSameProcess, startOf } from '@/lib/process/start-of'

/** Takes the folder for this process, until it ends. @throws Error where another agent runs in it. */
export function takeHome(home: string): void {
  const file = path.join(home, 'agent.pid')
  const holder = read(file)
  if (holder && holder.pid !== process.pid && isSameProcess(holder.pid, holder.started)) {
    throw new Error(`An agent already runs in ${home} (process ${holder.pid}). End it first, or give this one a folder of its own with --home.`)
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }))
  process.on('exit', () => read(file)?.pid === process.pid && rmSync(file, { force: true }))
}

function read(file: string): { pid: number; started: string | null } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; started: string | null }
  } catch {
    return null
  }
}
