import type { Database } from '@/db/client'
import { deleteOldUploads, uploadIds } from '@/db/queries/uploads'
import { removeUploadFile, uploadFiles } from './files'
import { keptDays } from './schema'

/** A file is written after its row, and by a studio that may be slow. */
const youngMs = 3_600_000

/** Removes uploads that nobody touched for a week, and files whose upload is gone. Returns how many files. */
export async function sweepUploads(db: Database, now = Date.now()): Promise<number> {
  const old = await deleteOldUploads(db, keptDays)
  const known = new Set(await uploadIds(db))
  const stale = [...new Set([...old, ...uploadFiles().flatMap(({ id, changedAt }) => (known.has(id) || now - changedAt < youngMs ? [] : [id]))])]
  for (const id of stale) await removeUploadFile(id)
  return stale.length
}
