import { readJson, route } from '@/app/respond'
import { DataAssetInput, exportDataAsset } from '@/lib/labeling/assist/export-data-asset'

/** Finished images as a new version of a data asset. Answers when it is there, or after 25 s with state `reading`. */
export const POST = route<{ id: string }>('data.write', async (ctx, request, { id }) => Response.json(await exportDataAsset(ctx, decodeURIComponent(id), await readJson(request, DataAssetInput)), { status: 201 }))
