import { lstat, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Environment } from './types'

/** What a host's environments are made for: another kind of machine that shares the folder builds its own. */
export const platform = `${os.platform()} ${os.arch()}`

/** What is kept beside an environment that was built to its end. Older builds lack what is optional. */
export interface Mark {
  lockHash: string
  /** The interpreter that it came from, and its version. */
  python: string
  version: string
  platform?: string
  environment?: Environment
  sizeMb?: number
  /** The image's tag, where steps run in a container. */
  image?: string
}

const file = '.complete.json'
const usedFile = '.used'

export async function readMark(folder: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Mark
  } catch {
    return undefined
  }
}

/** Whole or not at all. */
export async function writeMark(folder: string, mark: Mark): Promise<void> {
  const temporary = path.join(folder, `${file}.${process.pid}`)
  await writeFile(temporary, JSON.stringify(mark))
  await rename(temporary, path.join(folder, file))
}

/** Held by every process that runs from the environment: who takes it away must have it alone. */
export const holdFile = (folder: string) => path.join(folder, '.hold')
const useFile = (folder: string) => path.join(folder, usedFile)

/** A step begins in it. */
export async function noteUse(folder: string, at = new Date()): Promise<void> {
  await utimes(useFile(folder), at, at).catch(() => writeFile(useFile(folder), '').catch(() => undefined))
}

/** When a step last began in it, or else when it was built. */
export async function lastUse(folder: string): Promise<{ used: Date | null; at: Date }> {
  const used = await stat(useFile(folder)).catch(() => undefined)
  if (used) return { used: used.mtime, at: used.mtime }
  return { used: null, at: (await stat(path.join(folder, file)).catch(() => undefined))?.mtime ?? new Date(0) }
}

/** Megabytes of the files in a folder; a file that is linked from elsewhere counts too. */
export async function folderMb(folder: string): Promise<number> {
  return Math.ceil((await folderBytes(folder)) / 1e6)
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const inside = path.join(folder, entry.name)
    bytes += entry.isDirectory() ? await folderBytes(inside) : ((await lstat(inside).catch(() => undefined))?.size ?? 0)
  }
  return bytes
}
