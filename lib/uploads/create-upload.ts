import { writeFile } from 'node:fs/promises'
import { insertUpload, listUploads } from '@/db/queries/uploads'
import { diskError } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { readingOptionsOf } from '@/lib/data/reading-options'
import { uploadLimit } from '@/lib/data/upload-data'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { uploadFile } from './files'
import { CreateUploadInput, type UploadView } from './schema'
import { ownerOf, uploadView } from './views'

/**
 * Begins an upload, or finds the one of the same file that stopped before its end, so that nothing is sent twice. It starts with
 * the reading options of the asset that it is to become a version of. @throws AppError `too_large`, `unavailable`
 */
export async function createUpload(ctx: Context, input: CreateUploadInput): Promise<UploadView> {
  authorize(ctx, 'data.write')
  const { fileName, size, fingerprint, asset } = CreateUploadInput.parse(input)
  const limit = uploadLimit()
  if (size > limit) throw new AppError('too_large', `The file is larger than the limit of ${Math.round(limit / 1e6).toLocaleString('en')} MB. ATELIER_MAX_UPLOAD (bytes) raises it.`, { limit })
  const owner = ownerOf(ctx)
  const same = fingerprint === '' ? undefined : (await listUploads(ctx.db, owner)).find((row) => row.fingerprint === fingerprint && row.size === size && row.assetName === (asset ?? ''))
  if (same) return uploadView(same)
  const row = await insertUpload(ctx.db, { ...owner, fileName, fingerprint, size, url: null, assetName: asset ?? '', options: await readingOptionsOf(ctx, asset) })
  await writeFile(uploadFile(row.id), '').catch((error: unknown) => {
    throw diskError(error)
  })
  return uploadView(row)
}
