import { readJson, route } from '@/app/respond'
import { deleteData } from '@/lib/data/delete-data'
import { readData } from '@/lib/data/read-data'
import { UpdateDataInput } from '@/lib/data/schema'
import { updateData } from '@/lib/data/update-data'

export const GET = route('data.read', (ctx, _request, { name }: { name: string }) => readData(ctx, decodeURIComponent(name)))

export const PATCH = route('data.write', async (ctx, request, { name }: { name: string }) =>
  updateData(ctx, decodeURIComponent(name), await readJson(request, UpdateDataInput)),
)

export const DELETE = route('data.delete', (ctx, _request, { name }: { name: string }) => deleteData(ctx, decodeURIComponent(name)))
