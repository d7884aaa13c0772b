import { commandOf } from '@/db/queries/commands'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { parse } from '@/lib/parse'
import { runById } from '@/lib/tracking/runs/find'
import { readWords } from './fill'
import { RerunCommandInput } from './input'
import { startCommand, type StartedCommand } from './start'

/** Runs a command again from the snapshot of its code, with what has changed. @throws AppError `invalid`, `not_found`, `forbidden` */
export async function rerunCommand(ctx: Context, id: string, input: RerunCommandInput = {}): Promise<StartedCommand> {
  authorize(ctx, 'runs.submit')
  const given = parse(RerunCommandInput, input)
  const run = await runById(ctx, id)
  const kept = await commandOf(ctx.db, ctx.workspace.id, id)
  if (!kept) throw new AppError('invalid', 'Only the run of a command can be run again from here: the studio has no snapshot of this one’s code.')
  const { spec } = kept.options.command!
  return startCommand(ctx, {
    spec: {
      words: given.command === undefined ? spec.words : readWords(given.command),
      files: spec.files,
      parameters: given.parameters ?? spec.parameters,
      env: given.env ?? spec.env,
      environment: given.environment ?? spec.environment,
    },
    experimentId: String(run.experiment_number),
    name: given.name || run.name,
    compute: given.compute ?? kept.options.compute,
    rerunOf: id,
  })
}
