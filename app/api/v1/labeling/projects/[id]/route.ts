import { readJson, route } from '@/app/respond'
import { readProject } from '@/lib/labeling/read-project'
import { UpdateProjectInput } from '@/lib/labeling/schema'
import { updateProject } from '@/lib/labeling/update-project'

interface Params {
  id: string
}

export const GET = route<Params>('labeling.read', (ctx, _request, { id }) => readProject(ctx, decodeURIComponent(id)))

export const PATCH = route<Params>('labeling.manage', async (ctx, request, { id }) => updateProject(ctx, decodeURIComponent(id), await readJson(request, UpdateProjectInput)))
