import { readJson, route } from '@/app/respond'
import { checkUpload } from '@/lib/uploads/check-upload'
import { CheckUploadInput } from '@/lib/uploads/schema'

export const POST = route<{ id: string }>('data.write', async (ctx, request, { id }) => checkUpload(ctx, id, await readJson(request, CheckUploadInput)))
