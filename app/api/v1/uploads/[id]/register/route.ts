import { readJson, route } from '@/app/respond'
import { registerUpload } from '@/lib/uploads/register-upload'
import { RegisterUploadInput } from '@/lib/uploads/schema'

/** As for POST /data. */
const waitMs = 25_000

export const POST = route<{ id: string }>('data.write', async (ctx, request, { id }) => {
  const started = await registerUpload(ctx, id, await readJson(request, RegisterUploadInput))
  return Response.json(await started.view(waitMs), { status: 201 })
})
