import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Context } from '@/lib/context'
import type { ReadingOptions } from '@/lib/duckdb/ingest/options'
import type { Preview } from '@/lib/duckdb/ops/preview'
import { authorize } from '@/lib/permissions'
import { childRefusal } from './child-refusal'
import { download } from './import-url'
import { tablePools } from './pools'
import { PreviewUrlInput } from './schema'
import { optionsField, receiveUpload, type UploadHeaders } from './upload-data'

/** How an uploaded file (fields `options` and `file`) would be read; nothing of it is kept. @throws AppError `invalid` with what is wrong with the file */
export async function previewUpload(ctx: Context, body: Readable, headers: UploadHeaders, signal: AbortSignal): Promise<Preview> {
  authorize(ctx, 'data.write')
  const { file, fields } = await receiveUpload(body, headers)
  return previewed(file, () => optionsField(fields), signal)
}

/** How a file at an address would be read. @throws AppError `invalid`, `too_large` */
export async function previewUrl(ctx: Context, input: PreviewUrlInput, signal: AbortSignal): Promise<Preview> {
  authorize(ctx, 'data.write')
  const { url, options } = PreviewUrlInput.parse(input)
  return previewed(await download(url, signal), () => options ?? {}, signal)
}

async function previewed(file: { path: string; fileName: string }, options: () => ReadingOptions, signal: AbortSignal): Promise<Preview> {
  try {
    return await tablePools().reading.run('preview', { file: file.path, fileName: file.fileName, options: options() }, { signal })
  } catch (error) {
    throw childRefusal(error)
  } finally {
    await rm(file.path, { force: true })
  }
}
