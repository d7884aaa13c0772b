import { deleteUpload as remove } from '@/db/queries/uploads'
import type { Context } from '@/lib/context'
import { removeUploadFile } from './files'
import { readUpload } from './read-upload'

/** Stops an upload, or throws away one that was not registered. @throws AppError `not_found` */
export async function deleteUpload(ctx: Context, id: string): Promise<void> {
  const upload = await readUpload(ctx, id)
  await remove(ctx.db, upload.id)
  await removeUploadFile(upload.id)
}
