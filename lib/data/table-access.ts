import { digestInWorkspace } from '@/db/queries/data'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'

/**
 * The local Parquet file of a table of this workspace. A digest is no secret that opens anything: a data version or a step's
 * output of the workspace must have it. @throws AppError `not_found`
 */
export async function tableFile(ctx: Context, digest: string): Promise<string> {
  authorize(ctx, 'data.read')
  const store = artifactStore()
  if (!/^[0-9a-f]{64}$/.test(digest) || !(await digestInWorkspace(ctx.db, ctx.workspace.id, digest))) {
    throw new AppError('not_found', 'There is no such table in this workspace.', { digest: digest.slice(0, 64) })
  }
  if (!store.has(digest)) throw new AppError('not_found', 'The file of this table is not in the artifact store any more. Run the step again, or add the data again.', { digest })
  return store.path(digest)
}
