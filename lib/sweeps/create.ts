import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { insertSweep } from '@/db/queries/sweeps'
import { recordActivity } from '@/lib/activity/record'
import { readWords } from '@/lib/commands/fill'
import { commandDrafts, graphOfCommand } from '@/lib/commands/graph'
import { standardEnvironment, type CodeFile } from '@/lib/commands/schema'
import { experimentNamed, snapshotOf } from '@/lib/commands/start'
import type { Context } from '@/lib/context'
import { personOf } from '@/lib/drafts/access'
import { AppError } from '@/lib/errors'
import type { Graph } from '@/lib/graph/schema'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { listPipelines } from '@/lib/pipelines/list'
import { readPipeline } from '@/lib/pipelines/read'
import { requireTarget } from '@/lib/runs/compute'
import { freeze } from '@/lib/runs/freeze'
import { checkedValues } from '@/lib/runs/parameters'
import { checkCommand, checkSpace, checkStopping, spaceOfPipeline } from './check'
import { commandGraph, fillCommand } from './command'
import { totalTrials } from './decide'
import { CreateSweepInput } from './input'
import { gridAt, gridSize } from './space'
import { readSweep, type SweepView } from './read'
import type { Space, SweepCommand, SweepConfig } from './schema'

/** What a sweep varies: a pipeline's draft as it is now, or a command. */
interface Subject {
  name: string
  pipelineId: string | null
  graph: Graph | null
  space: Space
  command?: SweepCommand
}

/**
 * Begins a sweep. Its first trial is checked before anything is kept, as a run is. `files` are the command's code that came beside the request.
 * @throws AppError `invalid` with `details.fields` or `details.problems`, `not_found`, `forbidden`.
 */
export async function createSweep(ctx: Context, input: CreateSweepInput, files: CodeFile[] = []): Promise<SweepView> {
  authorize(ctx, 'runs.submit')
  const given = parse(CreateSweepInput, input)
  if ((given.pipeline === undefined) === (given.command === undefined)) throw new AppError('invalid', 'Name either a pipeline or a command to vary.')
  checkSpace(given.parameters)
  const subject = given.pipeline === undefined ? await commandSubject(ctx, given, files) : await pipelineSubject(ctx, given.pipeline, given.parameters)
  const stopping = given.stopping ?? { rule: 'none' as const }
  checkStopping(stopping)
  await requireTarget(ctx, given.compute?.target)
  const config: SweepConfig = {
    method: given.method,
    space: subject.space,
    order: Object.keys(subject.space),
    fixed: fixedValues(subject, given.fixed ?? {}),
    ...(subject.command && { command: subject.command }),
    objective: given.objective,
    stopping,
    limits: { trials: given.limits?.trials ?? (given.method === 'grid' ? Math.min(2_000, gridSize(subject.space)) : 20), parallel: given.limits?.parallel ?? 2, minutes: given.limits?.minutes ?? null },
    seed: given.seed ?? randomInt(2 ** 31 - 1),
    ...(given.compute && { compute: given.compute }),
  }
  await checkFirst(ctx, subject, config)
  const id = await ctx.db.transaction(async (db) => {
    const name = given.name || subject.name
    const made = await insertSweep(db, { workspaceId: ctx.workspace.id, name, pipelineId: subject.pipelineId, graph: subject.graph, config, createdBy: personOf(ctx.actor), createdByName: ctx.actor.name })
    await recordActivity({ ...ctx, db }, { action: 'sweep.created', object: { kind: 'sweep', id: made.id, name }, details: { number: made.number, method: config.method, trials: totalTrials(config) } })
    return made.id
  })
  return readSweep(ctx, id)
}

async function pipelineSubject(ctx: Context, named: string, space: Space): Promise<Subject> {
  const { id, name, graph } = await readPipeline(ctx, await pipelineNamed(ctx, named))
  return { name, pipelineId: id, graph, space: spaceOfPipeline(graph, space) }
}

async function pipelineNamed(ctx: Context, named: string): Promise<string> {
  if (/^[0-9a-f-]{36}$/i.test(named)) return named
  const found = (await listPipelines(ctx)).filter((pipeline) => pipeline.name === named)
  if (found.length === 1) return found[0]!.id
  throw new AppError(found.length === 0 ? 'not_found' : 'invalid', found.length === 0 ? `There is no pipeline “${named}” in this workspace.` : `${found.length} pipelines are called “${named}”; name yours by its id.`)
}

type Given = z.output<typeof CreateSweepInput>

async function commandSubject(ctx: Context, given: Given, files: CodeFile[]): Promise<Subject> {
  const { folder = '', parameters: space } = given
  const words = readWords(given.command!)
  checkCommand({ words }, space)
  const withCode = files.length > 0 || given.files !== undefined || given.environment !== undefined || given.env !== undefined || given.experiment !== undefined
  if (withCode && folder !== '') throw new AppError('invalid', 'Give the command’s code or a folder of the agent’s machine, not both.', { fields: { folder: 'Not beside the code' } })
  const name = words.slice(0, 2).join(' ').slice(0, 200)
  return { name, pipelineId: null, graph: null, space, command: { words, folder, ...(withCode && { code: await codeOf(ctx, given, files) }) } }
}

async function codeOf(ctx: Context, given: Given, files: CodeFile[]): Promise<SweepCommand['code']> {
  return {
    files: await snapshotOf(files, given.files ?? []),
    env: given.env ?? [],
    environment: given.environment ?? standardEnvironment,
    experimentId: await experimentNamed(ctx, given.experiment ?? 'Sweeps'),
  }
}

function fixedValues({ graph, space }: Subject, fixed: Record<string, unknown>): SweepConfig['fixed'] {
  const both = Object.keys(fixed).find((name) => name in space)
  if (both !== undefined) throw new AppError('invalid', `“${both}” cannot be varied and fixed at once.`)
  if (!graph && Object.keys(fixed).length > 0) throw new AppError('invalid', 'A command has no other parameters to fix: write their values into it.')
  return graph ? checkedValues(graph, fixed) : {}
}

/** What cannot run with the first values of its space is refused now, in the words of the designer. */
async function checkFirst(ctx: Context, subject: Subject, config: SweepConfig): Promise<void> {
  const values = gridAt(config.space, 0)
  if (subject.graph) return void (await freeze(ctx, subject.graph, undefined, { ...config.fixed, ...values }))
  const { code } = subject.command!
  if (!code) return void (await freeze(ctx, commandGraph(subject.command!, values), undefined))
  const job = { words: fillCommand(subject.command!, values), files: code.files, env: code.env, parameters: [], run: '', experiment: code.experimentId }
  await freeze(ctx, graphOfCommand(job, code.environment), undefined, {}, { drafts: commandDrafts })
}
