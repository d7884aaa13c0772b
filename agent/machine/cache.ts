import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

/** How many blobs lie below a store's root, and their bytes. */
export async function readCache(root: string): Promise<{ blobs: number; bytes: number }> {
  const found = { blobs: 0, bytes: 0 }
  const folder = path.join(root, 'sha256')
  for (const part of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(path.join(folder, part)).catch(() => [])) {
      const size = (await stat(path.join(folder, part, name)).catch(() => null))?.size
      if (size === undefined) continue
      found.blobs++
      found.bytes += size
    }
  }
  return found
}
