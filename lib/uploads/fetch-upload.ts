import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { insertUpload, updateUpload, type UploadRow } from '@/db/queries/uploads'
import { diskError } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { fetchUrl } from '@/lib/data/fetch-url'
import { readingOptionsOf } from '@/lib/data/reading-options'
import { uploadLimit } from '@/lib/data/upload-data'
import { hashFile } from '@/lib/duckdb/hash-file'
import { AppError, isAppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { receivedBytes, removeUploadFile, uploadFile } from './files'
import { FetchUploadInput, type UploadView } from './schema'
import { ownerOf, uploadView } from './views'

const longestMs = 60 * 60_000

/** Brings a file from an address as an upload, to be looked at before it is registered. Answers at once; the file comes behind. */
export async function fetchUpload(ctx: Context, input: FetchUploadInput): Promise<{ upload: UploadView; finished: Promise<void> }> {
  authorize(ctx, 'data.write')
  const { url, asset } = FetchUploadInput.parse(input)
  const row = await insertUpload(ctx.db, { ...ownerOf(ctx), fileName: new URL(url).hostname, fingerprint: '', size: null, url, assetName: asset ?? '', options: await readingOptionsOf(ctx, asset) })
  return { upload: uploadView(row), finished: bring(ctx, row, url) }
}

async function bring(ctx: Context, row: UploadRow, url: string): Promise<void> {
  const file = uploadFile(row.id)
  const limit = uploadLimit()
  try {
    const fetched = await fetchUrl(url, AbortSignal.timeout(longestMs))
    const { contentLength, fileName } = fetched
    if (contentLength !== null && contentLength > limit) {
      fetched.body.destroy()
      throw tooLarge(limit)
    }
    await updateUpload(ctx.db, row.id, { fileName, ...(contentLength !== null && { size: contentLength }) })
    await pipeline(fetched.body, atMost(limit), createWriteStream(file))
    const size = receivedBytes(row.id)
    if (contentLength !== null && size !== contentLength) throw new AppError('invalid', 'The download broke off before its end. Read it again.')
    await updateUpload(ctx.db, row.id, { state: 'received', size, digest: (await hashFile(file)).digest })
  } catch (error) {
    await removeUploadFile(row.id)
    await updateUpload(ctx.db, row.id, { state: 'failed', message: failure(error) }).catch((cause) => console.error('A failed download could not be recorded:', cause))
  }
}

function failure(error: unknown): string {
  const known = diskError(error)
  if (isAppError(known)) return known.message
  console.error('A download failed:', error)
  return 'The download broke off before its end. Read it again.'
}

const tooLarge = (limit: number) => new AppError('too_large', `The file is larger than the limit of ${Math.round(limit / 1e6).toLocaleString('en')} MB. ATELIER_MAX_UPLOAD (bytes) raises it.`)

function atMost(limit: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > limit ? tooLarge(limit) : null, chunk)
    },
  })
}
