import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import { artifactStore, writeHashed } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { ReadingOptions } from '@/lib/duckdb/ingest/options'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { addVersion, type StartedVersion } from './add-version'
import { AssetName, nameFromFile } from './asset-name'

/** Bytes that one upload or download may have. */
export function uploadLimit(): number {
  const given = Number(process.env.ATELIER_MAX_UPLOAD)
  return Number.isFinite(given) && given > 0 ? given : 4 * 1024 ** 3
}

interface Received {
  file: { path: string; fileName: string; size: number }
  fields: Map<string, string>
}

/**
 * A multipart upload with the field `file` and optionally `name`, `description` and `options` (JSON): streamed to disk as it
 * comes, then read into a new version. Nothing is recorded of an upload that breaks off. @throws AppError `too_large`, `invalid`, `unavailable`
 */
export async function uploadData(ctx: Context, body: Readable, headers: UploadHeaders): Promise<StartedVersion> {
  authorize(ctx, 'data.write')
  const { file, fields } = await receiveUpload(body, headers)
  try {
    const name = fields.get('name')?.trim() || nameFromFile(file.fileName)
    return await addVersion(ctx, {
      name: AssetName.parse(name),
      description: fields.get('description')?.slice(0, 2_000) ?? '',
      source: { kind: 'upload', fileName: file.fileName, size: file.size },
      options: optionsField(fields),
      fetch: async () => ({ path: file.path, fileName: file.fileName }),
    })
  } catch (error) {
    await rm(file.path, { force: true })
    throw error
  }
}

export interface UploadHeaders {
  contentType: string
  contentLength: number | null
}

/** The reading options of an upload. @throws AppError `invalid`; ZodError */
export function optionsField(fields: Map<string, string>): ReadingOptions {
  const text = fields.get('options')?.trim()
  if (!text) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'The field “options” is not JSON.', undefined, { cause: error })
  }
  return ReadingOptions.parse(value)
}

/** Streams an upload to the store's temporary folder; the caller removes the file. @throws AppError `too_large`, `invalid`, `unavailable` */
export async function receiveUpload(body: Readable, headers: UploadHeaders): Promise<Received> {
  const limit = uploadLimit()
  // A multipart body is a little longer than its file.
  if (headers.contentLength !== null && headers.contentLength > limit + 65_536) {
    throw new AppError('too_large', `The file is larger than the limit of ${Math.round(limit / 1e6).toLocaleString('en')} MB. ATELIER_MAX_UPLOAD (bytes) raises it.`, { limit })
  }
  return receive(body, headers.contentType, limit)
}

/** Takes the parts in; the file goes to the store's temporary folder. Removes it again unless all arrived. */
async function receive(body: Readable, contentType: string, limit: number): Promise<Received> {
  const fields = new Map<string, string>()
  let parser: busboy.Busboy
  try {
    parser = busboy({ headers: { 'content-type': contentType }, limits: { fields: 20, fieldSize: 200_000, files: 2 }, defParamCharset: 'utf8' })
  } catch (error) {
    throw new AppError('invalid', 'Send the file as multipart/form-data with a field called “file”.', undefined, { cause: error })
  }
  const path = artifactStore().temporary()
  let writing: Promise<{ fileName: string; size: number }> | undefined
  let incoming: Readable | undefined
  let extra = false
  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('file', (_field, stream, { filename }) => {
    if (writing) {
      extra = true
      stream.resume()
      return
    }
    incoming = stream
    writing = writeHashed(stream, path, limit).then(({ size }) => ({ fileName: filename || 'table', size }))
    // A failed write must stop the upload, not wait for its end.
    writing.catch((error: unknown) => parser.destroy(error as Error))
  })
  try {
    await new Promise<void>((resolve, reject) => {
      parser.once('close', resolve)
      parser.once('error', reject)
      body.once('error', reject)
      body.once('close', () => body.readableEnded || reject(new AppError('invalid', 'The upload broke off before its end.')))
      body.pipe(parser)
    })
    if (!writing) throw new AppError('invalid', 'There is no file in the upload. Send it in a field called “file”.')
    if (extra) throw new AppError('invalid', 'Send one file at a time.')
    return { file: { path, ...(await writing) }, fields }
  } catch (error) {
    body.unpipe(parser)
    body.resume()
    // The parser lets a file that broke off wait for ever.
    incoming?.destroy(error instanceof Error ? error : undefined)
    await writing?.catch(() => {})
    await rm(path, { force: true })
    throw malformed(error)
  }
}

function malformed(error: unknown): unknown {
  if (error instanceof Error && /Unexpected end of form|Malformed (part|urlencoded)|aborted|ECONNRESET/i.test(error.message)) {
    return new AppError('invalid', 'The upload broke off before its end. Send it again.', undefined, { cause: error })
  }
  return error
}
