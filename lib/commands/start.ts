import { randomBytes } from 'node:crypto'
import { tieToRun } from '@/db/queries/commands'
import { insertParams, insertRun, upsertTags } from '@/db/queries/tracking/runs'
import { findExperiment } from '@/db/queries/tracking/experiments'
import type { Database } from '@/db/client'
import type { Context } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import type { RunCompute } from '@/lib/graph/compute-schema'
import { hints, queueTopic } from '@/lib/queue/hints'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { submitGraph } from '@/lib/runs/submit'
import { activeExperiment } from '@/lib/tracking/experiments/find'
import { createExperiment } from '@/lib/tracking/experiments/create'
import { personOf } from '@/lib/tracking/runs/create'
import { fillWords, readWords } from './fill'
import { commandDrafts, graphOfCommand } from './graph'
import { RunCommandInput } from './input'
import { keepText } from './receive'
import { standardEnvironment, type CodeFile, type CommandSpec } from './schema'

/** Where the run of a command is found: the tracked run in its experiment, and the run that does the work. */
export interface StartedCommand {
  id: string
  experimentId: string
  runId: string
  runNumber: number
}

/**
 * Runs a command with a snapshot of its code on an agent, as a run of an experiment. `files` are those that came beside the
 * request. @throws AppError `invalid` with `details.fields`, `not_found`, `forbidden`
 */
export async function runCommand(ctx: Context, input: RunCommandInput, files: CodeFile[] = []): Promise<StartedCommand> {
  authorize(ctx, 'runs.submit')
  const given = parse(RunCommandInput, input)
  const spec = { words: readWords(given.command), files: await snapshotOf(files, given.files), parameters: given.parameters, env: given.env, environment: given.environment ?? standardEnvironment }
  return startCommand(ctx, { spec, experimentId: await experimentNamed(ctx, given.experiment), name: given.name, compute: given.compute })
}

/** The files that came and the texts, as one snapshot. @throws AppError `invalid` where a path comes twice */
export async function snapshotOf(files: CodeFile[], texts: { path: string; text: string }[]): Promise<CodeFile[]> {
  const all = [...files, ...(await Promise.all(texts.map(keepText)))]
  const twice = all.find(({ path }, place) => all.findIndex((other) => other.path === path) !== place)
  if (twice) throw new AppError('invalid', `There are two files “${twice.path}” in the code.`)
  return all
}

/** The number of the experiment of this name, which is made where there is none. @throws AppError `invalid`, `forbidden` */
export async function experimentNamed(ctx: Context, name: string): Promise<string> {
  const found = await findExperiment(ctx.db, ctx.workspace.id, { name })
  if (found) return String(found.number)
  try {
    return await createExperiment(ctx, { name })
  } catch (error) {
    // Somebody else has made it at the same moment.
    const made = isAppError(error) && error.code === 'conflict' ? await findExperiment(ctx.db, ctx.workspace.id, { name }) : undefined
    if (!made) throw error
    return String(made.number)
  }
}

export interface NewCommand {
  spec: CommandSpec
  experimentId: string
  name?: string
  compute?: RunCompute
  /** The tracked run that this one repeats. */
  rerunOf?: string
  /** The sweep that tries it. */
  sweep?: { id: string; trial: number }
}

/** Submits the run and keeps its tracked run, both or neither. @throws as `runCommand` */
export async function startCommand(ctx: Context, { spec, experimentId, name, compute, rerunOf, sweep }: NewCommand): Promise<StartedCommand> {
  authorize(ctx, 'experiments.write')
  const experiment = await activeExperiment(ctx, experimentId)
  const words = fillWords(spec.words, spec.parameters)
  const runId = randomBytes(16).toString('hex')
  const title = name || `${spec.words.slice(0, 2).join(' ')}`.slice(0, 200)
  const started = await ctx.db.transaction(async (tx) => {
    const db = tx as unknown as Database
    const run = await submitGraph({ ...ctx, db }, {
      graph: graphOfCommand({ words, files: spec.files, env: spec.env, parameters: spec.parameters, run: runId, experiment: experimentId }, spec.environment),
      pipelineId: null,
      name: title,
      options: { force: 'all', command: { trackedRun: runId, spec, ...(rerunOf && { rerunOf }) }, ...(sweep && { sweep }), ...(compute && { compute }) },
      drafts: commandDrafts,
    })
    await insertRun(db, {
      workspaceId: ctx.workspace.id,
      runId,
      experimentId: experiment.id,
      kind: 'command',
      name: title,
      status: 'SCHEDULED',
      userName: ctx.actor.name,
      startMs: null,
      artifactUri: `${experiment.artifact_location.replace(/\/$/, '')}/${runId}/artifacts`,
      parentRunId: null,
      createdBy: personOf(ctx),
    })
    const row = await tieToRun(db, { workspaceId: ctx.workspace.id, runId, pipelineRunId: run.id })
    await insertParams(db, row, spec.parameters.map(({ name: key, value }) => ({ key, value: String(value) })))
    await upsertTags(db, row, [
      { key: 'mlflow.runName', value: title },
      { key: 'mlflow.user', value: ctx.actor.name },
      { key: 'mlflow.source.type', value: 'JOB' },
      { key: 'mlflow.source.name', value: words.join(' ').slice(0, 1000) },
    ])
    return run
  })
  // Those that were sent before the commit found nothing.
  hints().send(queueTopic)
  return { id: runId, experimentId, runId: started.id, runNumber: started.number }
}
