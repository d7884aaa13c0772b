import { findUpload, listUploads as query } from '@/db/queries/uploads'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import type { UploadView } from './schema'
import { ownerOf, uploadView } from './views'

/** One of the person's own uploads. @throws AppError `not_found` */
export async function readUpload(ctx: Context, id: string): Promise<UploadView> {
  authorize(ctx, 'data.write')
  const row = /^[0-9a-f-]{36}$/i.test(id) ? await findUpload(ctx.db, ownerOf(ctx), id) : undefined
  if (!row) throw new AppError('not_found', 'This upload is not here any more: it was registered, removed, or kept for a week untouched. Choose the file again.')
  return uploadView(row)
}

/** One whose bytes are all here. @throws AppError `conflict`, `not_found` */
export async function readReceived(ctx: Context, id: string): Promise<UploadView> {
  const upload = await readUpload(ctx, id)
  if (upload.state !== 'received') throw new AppError('conflict', upload.state === 'failed' ? upload.message : 'The file is still on its way.', { received: upload.received, size: upload.size })
  return upload
}

/** The person's uploads that are under way or wait to be registered, newest first. */
export async function listUploads(ctx: Context): Promise<UploadView[]> {
  authorize(ctx, 'data.write')
  return (await query(ctx.db, ownerOf(ctx))).map(uploadView)
}
