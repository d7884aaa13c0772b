import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { platform } from 'node:os'

const pageBytes = 4_096

/** Megabytes that the processes of a group hold together; 0 where that cannot be told. */
export async function groupMb(group: number): Promise<number> {
  return platform() === 'linux' ? linuxMb(group) : listedMb(group)
}

async function linuxMb(group: number): Promise<number> {
  let pages = 0
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      // After the name, which may hold spaces: state, parent, group …; the 22nd of these is the resident pages.
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(fields[2]) === group) pages += Number(fields[21])
    } catch {
      // Gone meanwhile.
    }
  }
  return (pages * pageBytes) / (1 << 20)
}

function listedMb(group: number): Promise<number> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pgid=,rss='], (error, out) => {
      const rows = error ? [] : out.trim().split('\n').map((line) => line.trim().split(/\s+/).map(Number))
      resolve(rows.reduce((sum, [pgid, kilobytes]) => sum + (pgid === group ? kilobytes! : 0), 0) / 1024)
    })
  })
}
