import { readJson, route } from '@/app/respond'
import { createProject } from '@/lib/labeling/create-project'
import { listProjects } from '@/lib/labeling/read-project'
import { CreateProjectInput } from '@/lib/labeling/schema'

export const GET = route('labeling.read', async (ctx) => ({ projects: await listProjects(ctx) }))

export const POST = route('labeling.manage', async (ctx, request) => Response.json(await createProject(ctx, await readJson(request, CreateProjectInput)), { status: 201 }))
