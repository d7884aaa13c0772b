import { readJson, route } from '@/app/respond'
import { listImageSets } from '@/lib/labeling/gallery/sets'
import { startSet, StartSetInput } from '@/lib/labeling/gallery/start-project'

export const GET = route('labeling.read', () => ({ sets: listImageSets() }))

/** Makes a project of an image set; answers when its images are in, or after 25 s with a job that runs on. */
export const POST = route('labeling.manage', async (ctx, request) => Response.json(await startSet(ctx, await readJson(request, StartSetInput)), { status: 201 }))
