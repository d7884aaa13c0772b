import { deleteUpload, updateUpload } from '@/db/queries/uploads'
import type { Context } from '@/lib/context'
import { addVersion, type StartedVersion } from '@/lib/data/add-version'
import { removeUploadFile, uploadFile } from './files'
import { readReceived } from './read-upload'
import { RegisterUploadInput } from './schema'

/** Makes an upload a version of a data asset. The upload goes once it is read; where that fails, it stays to be corrected. @throws AppError `conflict`, `not_found` */
export async function registerUpload(ctx: Context, id: string, input: RegisterUploadInput): Promise<StartedVersion> {
  const upload = await readReceived(ctx, id)
  const { name, description, options } = RegisterUploadInput.parse(input)
  await updateUpload(ctx.db, id, { options })
  const started = await addVersion(ctx, {
    name,
    ...(description !== undefined && { description }),
    source: { kind: upload.url === null ? 'upload' : 'url', fileName: upload.fileName, size: upload.received, uploadId: id, ...(upload.url !== null && { url: upload.url }), ...(Object.keys(options).length > 0 && { options }) },
    options,
    fetch: async () => ({ path: uploadFile(id), fileName: upload.fileName, kept: true }),
  })
  return { ...started, finished: started.finished.then(() => tidyUp(ctx, id, started)) }
}

async function tidyUp(ctx: Context, id: string, started: StartedVersion): Promise<void> {
  if ((await started.view()).state !== 'ready') return
  await deleteUpload(ctx.db, id)
  await removeUploadFile(id)
}
