import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Database } from '@/db/client'
import { failAbandonedReadings } from '@/db/queries/data'
import { artifactRoot } from '@/lib/artifacts/store'

/** Ends readings whose studio is gone. Safe at any time and on any replica: a live reading renews itself. Returns how many ended. */
export async function failOrphanedReads(db: Database): Promise<number> {
  return failAbandonedReadings(db, 'The studio stopped while it read the file. Add it again.')
}

/** Removes files in progress that nobody has touched for a day: what an upload or a reading left when its studio was killed. */
export function sweepTemporaryFiles(root: string = artifactRoot(), olderThanMs = 24 * 3_600_000): number {
  const folder = path.join(root, 'tmp')
  let removed = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(folder, entry.name)
    try {
      if (Date.now() - statSync(file).mtimeMs < olderThanMs) continue
      rmSync(file, { force: true })
      removed++
    } catch {
      // Gone meanwhile: another replica sweeps too.
    }
  }
  return removed
}
