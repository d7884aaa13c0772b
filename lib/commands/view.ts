import type { ReadStream } from 'node:fs'
import { commandOf } from '@/db/queries/commands'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { fillWords } from './fill'
import type { CommandView } from './schema'

const noCommand = () => new AppError('not_found', 'This is no run of a command: the studio has no snapshot of its code.')

/** The command of a run, with its snapshot. @throws AppError `not_found`, `forbidden` */
export async function viewCommand(ctx: Context, id: string): Promise<CommandView> {
  authorize(ctx, 'experiments.read')
  const row = await commandOf(ctx.db, ctx.workspace.id, id)
  if (!row) throw noCommand()
  const { spec, rerunOf } = row.options.command!
  return { ...spec, filled: fillWords(spec.words, spec.parameters), runId: row.id, runNumber: row.number, lockHash: row.environment_hash, resolvedEnvironment: row.environment, rerunOf: rerunOf ?? null }
}

/** A file of the snapshot. @throws AppError `not_found`, `forbidden` */
export async function openCode(ctx: Context, id: string, path: string): Promise<{ stream: ReadStream; size: number }> {
  authorize(ctx, 'experiments.read')
  const row = await commandOf(ctx.db, ctx.workspace.id, id)
  if (!row) throw noCommand()
  const file = row.options.command!.spec.files.find((other) => other.path === path)
  if (!file) throw new AppError('not_found', `The snapshot has no file “${path}”.`)
  return { stream: artifactStore().read(file.digest), size: file.size }
}
