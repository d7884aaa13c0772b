import { route } from '@/app/respond'
import { tryComponent } from '@/lib/runs/try-component'
import { readJsonBody } from '../../pipelines/read-json-body'

/** Runs a Python component that need not be stored, on small tables. */
export const POST = route('components.write', async (ctx, request) => Response.json(await tryComponent(ctx, await readJsonBody(request)), { status: 201 }))
