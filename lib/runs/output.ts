import { findOutput } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import type { Output } from '@/lib/protocol/messages'
import { runId } from './read'

/** What lies at a port of a step. @throws AppError `not_found`, `forbidden`. */
export async function readOutput(ctx: Context, input: { runId: string; node: string; port: string }): Promise<Output> {
  authorize(ctx, 'runs.read')
  const output = await findOutput(ctx.db, { ...input, runId: runId(input.runId), workspaceId: ctx.workspace.id })
  if (!output) throw new AppError('not_found', `There is nothing at the port “${input.port}” of the step “${input.node}” in this run.`)
  return output
}
