import { createReadStream, statSync, type ReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { updateUpload } from '@/db/queries/uploads'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { childRefusal } from '@/lib/data/child-refusal'
import { tablePools } from '@/lib/data/pools'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { AppError } from '@/lib/errors'
import { uploadFile } from './files'
import { readReceived } from './read-upload'
import { PreviewUploadInput } from './schema'

/** Bytes from the beginning of a large file that a first look reads. */
export const headBytes = 4 << 20

/**
 * How an upload would be read: its beginning, at once, or all of it. The options stay with the upload, for whoever comes back to it.
 * @throws AppError `invalid` with what is wrong with the file
 */
export async function previewUpload(ctx: Context, id: string, input: PreviewUploadInput, signal?: AbortSignal): Promise<Preview> {
  const upload = await readReceived(ctx, id)
  const { options, whole } = PreviewUploadInput.parse(input)
  await updateUpload(ctx.db, id, { options })
  // A look must not wait behind the reading of a whole file.
  const pool = whole ? tablePools().reading : tablePools().viewing
  try {
    return await pool.run('preview', { file: uploadFile(id), fileName: upload.fileName, options, chooseFirst: true, ...(!whole && { headBytes }) }, { letFinish: !whole, ...(signal && { signal }) })
  } catch (error) {
    throw childRefusal(error)
  }
}

/** The rows that do not fit as the upload would be read now, as CSV with their lines and the reasons. @throws AppError `not_found` */
export async function uploadRejects(ctx: Context, id: string, signal?: AbortSignal): Promise<{ stream: ReadStream; size: number; fileName: string }> {
  const upload = await readReceived(ctx, id)
  const out = artifactStore().temporary('.csv')
  try {
    const { rejected } = await tablePools().reading.run('preview', { file: uploadFile(id), fileName: upload.fileName, options: upload.options, chooseFirst: true, rejectsOut: out }, signal ? { signal } : {})
    if (rejected === 0) throw new AppError('not_found', 'Every row fits as the file is read now.')
  } catch (error) {
    await rm(out, { force: true })
    throw childRefusal(error)
  }
  const stream = createReadStream(out)
  stream.once('close', () => void rm(out, { force: true }))
  return { stream, size: statSync(out).size, fileName: upload.fileName }
}
