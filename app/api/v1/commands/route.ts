import { route } from '@/app/respond'
import type { RunCommandInput } from '@/lib/commands/input'
import { runCommand } from '@/lib/commands/start'
import { readWithCode } from '../with-code'

export const POST = route('runs.submit', async (ctx, request) => {
  const { input, files } = await readWithCode<RunCommandInput>(ctx, request)
  return Response.json(await runCommand(ctx, input, files), { status: 201 })
})
