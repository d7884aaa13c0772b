import { readJson, route } from '@/app/respond'
import { readAssist } from '@/lib/labeling/assist/read-assist'
import { UpdateAssistInput } from '@/lib/labeling/assist/schema'
import { updateSettings } from '@/lib/labeling/assist/settings'

export const GET = route<{ id: string }>('labeling.read', (ctx, _request, { id }) => readAssist(ctx, decodeURIComponent(id)))

export const PATCH = route<{ id: string }>('labeling.manage', async (ctx, request, { id }) => updateSettings(ctx, decodeURIComponent(id), await readJson(request, UpdateAssistInput)))
