import type { CodeFile } from '@/lib/commands/schema'

export interface ComparedFile {
  path: string
  /** Bytes, of the later one. */
  size: number
  change: 'same' | 'changed' | 'added' | 'removed'
}

/** The files of two snapshots by path: what changed first, then what is the same. */
export function compareFiles(before: readonly CodeFile[], after: readonly CodeFile[]): ComparedFile[] {
  const old = new Map(before.map((file) => [file.path, file]))
  const now = new Set(after.map(({ path }) => path))
  const kept = after.map(({ path, size, digest }): ComparedFile => {
    const was = old.get(path)
    return { path, size, change: !was ? 'added' : was.digest === digest ? 'same' : 'changed' }
  })
  const removed = before.filter(({ path }) => !now.has(path)).map(({ path, size }): ComparedFile => ({ path, size, change: 'removed' }))
  return [...kept, ...removed].sort((a, b) => Number(a.change === 'same') - Number(b.change === 'same') || a.path.localeCompare(b.path))
}
