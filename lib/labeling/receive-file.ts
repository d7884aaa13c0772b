import { rm } from 'node:fs/promises'
import { deleteUpload as forget } from '@/db/queries/uploads'
import type { Readable } from 'node:stream'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { receiveUpload, type UploadHeaders } from '@/lib/data/upload-data'
import { moveFile } from '@/lib/duckdb/move-file'
import { authorize } from '@/lib/permissions'
import { uploadFile } from '@/lib/uploads/files'
import { readReceived } from '@/lib/uploads/read-upload'
import type { IncomingFile } from './add-images'

/** A multipart upload with the field `file`, and optionally `name`: its path within the folder that it comes from. */
export async function receiveFile(ctx: Context, body: Readable, headers: UploadHeaders): Promise<IncomingFile & { fields: Map<string, string> }> {
  authorize(ctx, 'labeling.manage')
  const { file, fields } = await receiveUpload(body, headers)
  return { path: file.path, fileName: fields.get('name')?.trim() || file.fileName, fields }
}

/** A finished resumable upload of this person; it is theirs no longer. @throws AppError `not_found`, `conflict` */
export async function takeUpload(ctx: Context, id: string): Promise<IncomingFile> {
  authorize(ctx, 'labeling.manage')
  const upload = await readReceived(ctx, id)
  const path = artifactStore().temporary()
  await moveFile(uploadFile(id), path)
  try {
    await forget(ctx.db, id)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, fileName: upload.fileName }
}
