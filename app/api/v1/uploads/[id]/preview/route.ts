import { readJson, route } from '@/app/respond'
import { previewUpload } from '@/lib/uploads/preview-upload'
import { PreviewUploadInput } from '@/lib/uploads/schema'

export const POST = route<{ id: string }>('data.write', async (ctx, request, { id }) => previewUpload(ctx, id, await readJson(request, PreviewUploadInput), request.signal))
