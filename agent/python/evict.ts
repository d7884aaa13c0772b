import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { lstat, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { execute } from './execute'
import { folderMb, lastUse, readMark, holdFile, writeMark, type Mark } from './mark'

/** An environment that lies on this host. */
export interface Stored {
  folder: string
  mark: Mark
  sizeMb: number
  /** When a step last began in it; null where none has. */
  used: Date | null
  /** The same, or when it was built. */
  at: Date
}

/** The environments below a home, with their sizes; what is being built is left out. */
export async function storedEnvironments(home: string): Promise<Stored[]> {
  const root = path.join(home, 'environments')
  const names = (await readdir(root).catch(() => [])).filter((name) => !name.startsWith('.'))
  const found = await Promise.all(names.map((name) => readStored(path.join(root, name))))
  return found.filter((stored) => stored !== undefined)
}

export async function readStored(folder: string): Promise<Stored | undefined> {
  const mark = await readMark(folder)
  if (!mark) return undefined
  let { sizeMb } = mark
  if (sizeMb === undefined) {
    sizeMb = await folderMb(folder)
    await writeMark(folder, { ...mark, sizeMb }).catch(() => undefined)
  }
  return { folder, mark, sizeMb, ...(await lastUse(folder)) }
}

export interface EvictOptions {
  home: string
  quotaMb: number
  /** Any Python of the host. */
  python: string
  /** These stay, whatever their size. */
  keeps: (lockHash: string) => boolean
  /** Ends what this process keeps warm in it; false where steps run in it. */
  leave: (lockHash: string) => Promise<boolean>
  /** Takes an image away; false where a container uses it. */
  discard?: (image: string) => Promise<boolean>
}

/** Takes environments away, those not used for longest first, until the rest fits; never one that a process holds. Returns what went. */
export async function evict({ home, quotaMb, python, keeps, leave, discard }: EvictOptions): Promise<Stored[]> {
  const stored = (await storedEnvironments(home)).sort((a, b) => a.at.getTime() - b.at.getTime())
  let total = stored.reduce((sum, { sizeMb }) => sum + sizeMb, 0)
  const gone: Stored[] = []
  for (const candidate of stored) {
    if (total <= quotaMb) break
    const { lockHash, image } = candidate.mark
    if (keeps(lockHash) || !(await leave(lockHash)) || (image && !(await discard?.(image))) || !(await takeAway(candidate.folder, python))) continue
    gone.push(candidate)
    total -= candidate.sizeMb
  }
  if (gone.length > 0) await dropUnlinked(path.join(home, 'cache', 'uv'))
  return gone
}

const taker = `
import fcntl, os, sys
f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o644)
try:
    fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    sys.exit(3)
os.rename(sys.argv[2], sys.argv[3])`

/** False where a process of any agent on this host holds it. */
async function takeAway(folder: string, python: string): Promise<boolean> {
  const away = path.join(path.dirname(folder), `.evicted-${randomBytes(6).toString('hex')}`)
  const { code } = await execute(python, ['-I', '-c', taker, holdFile(folder), folder, away], { timeoutMs: 20_000 })
  if (code !== 0) return false
  await rm(away, { recursive: true, force: true })
  return true
}

/** uv's cache shares its files with the environments: what no environment links to any more would go on taking the room. */
async function dropUnlinked(cache: string): Promise<void> {
  const archives = path.join(cache, 'archive-v0')
  if (!existsSync(archives)) return
  for (const name of await readdir(archives)) {
    const folder = path.join(archives, name)
    if (!(await isLinked(folder))) await rm(folder, { recursive: true, force: true })
  }
}

async function isLinked(folder: string): Promise<boolean> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const inside = path.join(folder, entry.name)
    if (entry.isDirectory() ? await isLinked(inside) : entry.isFile() && (await lstat(inside)).nlink > 1) return true
  }
  return false
}
