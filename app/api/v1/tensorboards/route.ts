import { readJson, route } from '@/app/respond'
import { openTensorboard } from '@/lib/tensorboard/board/open'
import { OpenBoardInput } from '@/lib/tensorboard/board/schema'

export const POST = route('experiments.read', async (ctx, request) => Response.json(await openTensorboard(ctx, await readJson(request, OpenBoardInput)), { status: 201 }))
