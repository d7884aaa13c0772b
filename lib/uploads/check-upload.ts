import { updateUpload } from '@/db/queries/uploads'
import type { Context } from '@/lib/context'
import { hashFile } from '@/lib/duckdb/hash-file'
import { AppError } from '@/lib/errors'
import { deleteUpload } from './delete-upload'
import { uploadFile } from './files'
import { readUpload } from './read-upload'
import { CheckUploadInput, type UploadView } from './schema'

/**
 * Ends an upload once its bytes are here: they must be those that the sender hashed. A file that arrived otherwise is removed, since
 * no part of it can be trusted. @throws AppError `conflict` while bytes lack, `invalid` where the hashes differ
 */
export async function checkUpload(ctx: Context, id: string, input: CheckUploadInput): Promise<UploadView> {
  const upload = await readUpload(ctx, id)
  const { sha256 } = CheckUploadInput.parse(input)
  if (upload.state === 'received' && (sha256 === undefined || sha256 === upload.digest)) return upload
  if (upload.received !== upload.size) throw new AppError('conflict', `The file is still on its way: ${upload.received} of ${upload.size} bytes are here.`, { offset: upload.received })
  const { digest } = await hashFile(uploadFile(id))
  if (sha256 !== undefined && sha256 !== digest) {
    await deleteUpload(ctx, id)
    throw new AppError('invalid', 'The file arrived changed: its checksum is not the one that your computer made. It was removed; send it again, after saving it if it is open in another program.', { sha256: digest })
  }
  await updateUpload(ctx.db, id, { state: 'received', digest })
  return readUpload(ctx, id)
}
