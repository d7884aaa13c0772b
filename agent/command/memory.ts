import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { platform } from 'node:os'

const pageBytes = 4_096
/** All processes of the machine, which may be thousands, are looked through at every so many looks. */
const everyLooks = 8

/** A look at the megabytes that the processes of a group hold together, to be taken again and again; 0 where that cannot be told. */
export function memoryOfGroup(group: number): () => Promise<number> | number {
  if (platform() !== 'linux') return () => listedMb(group)
  let members = new Set<number>()
  let looks = 0
  return () => {
    members = looks++ % everyLooks === 0 ? new Set(allProcesses()) : withChildren(members)
    let pages = 0
    for (const pid of members) {
      const held = pagesIn(pid, group)
      if (held === undefined) members.delete(pid)
      else pages += held
    }
    return (pages * pageBytes) / (1 << 20)
  }
}

const allProcesses = (): number[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)

/** Resident pages of a process; undefined where it has gone or is of another group. */
function pagesIn(pid: number, group: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`)
  // After the name, which may hold spaces: state, parent, group …; the 22nd of these is the resident pages.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[2]) === group ? Number(fields[21]) : undefined
}

function withChildren(members: Set<number>): Set<number> {
  const found = new Set(members)
  // What is added is walked through as well.
  for (const pid of found) for (const child of read(`/proc/${pid}/task/${pid}/children`).split(' ')) if (child) found.add(Number(child))
  return found
}

/** Nothing where the process has gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function listedMb(group: number): Promise<number> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pgid=,rss='], (error, out) => {
      const rows = error ? [] : out.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number))
      resolve(rows.reduce((sum, [pgid, kilobytes]) => sum + (pgid === group ? kilobytes! : 0), 0) / 1024)
    })
  })
}
