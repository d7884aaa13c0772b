import type { ReadStream } from 'node:fs'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { readVersion } from './read-data'

/** The rows of a version's file that did not fit its table, as CSV with their lines and the reasons. @throws AppError `not_found` where there are none */
export async function rejectedRows(ctx: Context, name: string, version: number): Promise<{ stream: ReadStream; size: number }> {
  const { source } = await readVersion(ctx, name, version)
  if (!source.rejected) throw new AppError('not_found', `Every row of “${name}”, version ${version}, was read.`)
  return { stream: artifactStore().read(source.rejected.digest), size: source.rejected.size }
}
