import { createReadStream, statSync, type ReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { updateUpload } from '@/db/queries/uploads'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { childRefusal } from '@/lib/data/child-refusal'
import { tablePools } from '@/lib/data/pools'
import { detectFormat } from '@/lib/duckdb/ingest/format'
import { firstLines } from '@/lib/duckdb/ingest/first-lines'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { AppError, isAppError } from '@/lib/errors'
import { uploadFile } from './files'
import { readReceived } from './read-upload'
import { PreviewUploadInput, type Unreadable } from './schema'

/** Bytes from the beginning of a large file that a first look reads. */
export const headBytes = 4 << 20

/**
 * How an upload would be read: its beginning, at once, or all of it. The options stay with the upload, for whoever comes back to it.
 * @throws AppError `invalid` with what is wrong with the file; its `details` are an `Unreadable`
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
    throw withBeginning(childRefusal(error), uploadFile(id), upload.fileName)
  }
}

/** A refusal with what can be said of the file all the same: `details` are an `Unreadable`. */
function withBeginning(refusal: unknown, file: string, fileName: string): unknown {
  if (!isAppError(refusal) || refusal.code !== 'invalid') return refusal
  const details: Unreadable = textFormat(file, fileName)
  return new AppError('invalid', refusal.message, { ...details }, { cause: refusal })
}

function textFormat(file: string, fileName: string): Unreadable {
  try {
    const format = /\.(gz|zip)$/i.test(fileName) ? undefined : detectFormat(file, fileName)
    return format === 'csv' || format === 'tsv' ? { format, lines: firstLines(file) } : { ...(format && { format }), lines: [] }
  } catch {
    return { lines: [] }
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
