import { randomUUID } from 'node:crypto'
import { insertDependencies, insertOutputs, insertRun, insertSteps, knownBlobs, latestSuccesses, successesByKey } from '@/db/queries/submit'
import { within } from '@/db/queries/within'
import type { RunOptions } from '@/db/schema'
import { recordActivity } from '@/lib/activity/record'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import type { Graph } from '@/lib/graph/schema'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { readPipeline } from '@/lib/pipelines/read'
import type { Output } from '@/lib/protocol/messages'
import type { StepGroup } from '@/lib/workspace-components/expand'
import { hintRun, hints, queueTopic } from '@/lib/queue/hints'
import { settleRun } from '@/lib/queue/settle'
import { requireTarget } from './compute'
import { freeze, type FreezeOptions, type FrozenStep } from './freeze'
import { insideSteps } from './inside'
import { checkedValues } from './parameters'
import { plan } from './plan'
import { readRun } from './read'
import { SubmitInput, type RunView } from './schema'

/**
 * Runs a pipeline's draft as it is now.
 * @throws AppError `invalid` with `details.problems`, `not_found`, `forbidden`.
 */
export async function submitRun(ctx: Context, pipelineId: string, input: SubmitInput = {}): Promise<RunView> {
  authorize(ctx, 'runs.submit')
  const { name, force, until, parameters, compute } = parse(SubmitInput, input)
  const pipeline = await readPipeline(ctx, pipelineId)
  return submitGraph(ctx, { graph: pipeline.graph, pipelineId: pipeline.id, name: name || pipeline.name, options: { force, until, parameters, compute } })
}

export interface SubmitGraphInput {
  graph: Graph
  pipelineId: string | null
  name: string
  options: Omit<RunOptions, 'parameters'> & { parameters?: Record<string, unknown> }
  drafts?: FreezeOptions['drafts']
  pins?: FreezeOptions['pins']
  /** Outputs, by node and port, that are handed over instead of being computed. Their blobs are known to the database. */
  given?: Record<string, Record<string, Output>>
}

/**
 * Checks and freezes a graph, decides what is reused, and writes the run with all its steps in one transaction.
 * @throws AppError `invalid` with `details.problems` or `details.parameters`, `forbidden`.
 */
export async function submitGraph(ctx: Context, input: SubmitGraphInput): Promise<RunView> {
  authorize(ctx, 'runs.submit')
  const given = checkedValues(input.graph, input.options.parameters)
  const options: RunOptions = { ...input.options, parameters: Object.keys(given).length > 0 ? given : undefined }
  await requireTarget(ctx, options.compute?.target)
  const { graph, groups, steps } = await freeze(ctx, input.graph, options.until, given, { drafts: input.drafts, pins: input.pins, given: new Set(Object.keys(input.given ?? {})) })
  const forced = forcedNodes(steps, input.options.force, groups)
  const previous = input.pipelineId ? await latestSuccesses(ctx.db, ctx.workspace.id, input.pipelineId) : []
  const planned = await plan({
    steps,
    forced,
    forceAll: options.force === 'all',
    compute: options.compute,
    given: input.given,
    previous: new Map(previous.map((row) => [row.node, row])),
    lookup: (keys) => successesByKey(ctx.db, ctx.workspace.id, keys),
    stored: storedCheck(),
  })
  const remaining = planned.steps.filter((step) => step.state !== 'succeeded').length
  const run = { id: randomUUID(), workspaceId: ctx.workspace.id }
  await ctx.db.transaction(async (db) => {
    await requireBlobs(db, planned.outputs)
    const number = await insertRun(db, {
      ...run,
      pipelineId: input.pipelineId,
      name: input.name,
      state: remaining === 0 ? 'succeeded' : 'queued',
      graph,
      groups,
      options: withoutUndefined(options),
      remaining,
      createdBy: personOf(ctx),
      createdByName: ctx.actor.name,
    })
    await insertSteps(db, run, planned.steps)
    await insertDependencies(db, planned.dependencies)
    await insertOutputs(db, planned.outputs)
    if (planned.steps.some((step) => step.state === 'waiting' && step.waiting_on === 0)) await settleRun(within(db), run, artifactStore().has)
    await recordActivity({ ...ctx, db }, { action: 'run.submitted', object: { kind: 'run', id: run.id, name: input.name }, details: { number, steps: steps.length } })
  })
  if (remaining > 0) hints().send(queueTopic)
  hintRun(hints(), run)
  return readRun(ctx, run.id)
}

/** Looks each blob up once: many steps share one. */
function storedCheck(): (outputs: Record<string, Output>) => boolean {
  const store = artifactStore()
  const known = new Map<string, boolean>()
  const has = (digest: string) => {
    const found = known.get(digest) ?? store.has(digest)
    known.set(digest, found)
    return found
  }
  return (outputs) => Object.values(outputs).every((output) => has(output.digest))
}

/** In the transaction: nothing that is reused may have been removed since it was planned. */
async function requireBlobs(db: Parameters<typeof knownBlobs>[0], outputs: Output[]): Promise<void> {
  const digests = [...new Set(outputs.map((output) => output.digest))]
  if (digests.length === 0) return
  const known = await knownBlobs(db, digests)
  if (digests.some((digest) => !known.has(digest))) throw new AppError('conflict', 'A result that this run would reuse was removed a moment ago. Run again.')
}

function forcedNodes(steps: readonly FrozenStep[], force: RunOptions['force'], groups: readonly StepGroup[]): Set<string> {
  const known = new Set(steps.map((step) => step.node))
  if (force === 'all') return known
  // Passes over groups are not there yet.
  const coming = steps.flatMap((step) => (step.each?.template ? [`${step.each.of}.`] : []))
  const wanted = insideSteps(force ?? [], groups)
  const unknown = wanted.find((id) => !known.has(id) && !coming.some((prefix) => id.startsWith(prefix)))
  if (unknown !== undefined) throw new AppError('invalid', `There is no step “${unknown}” to force in this run.`, { unknown: [unknown] })
  return new Set(wanted)
}

function personOf(ctx: Context): string | null {
  if (ctx.actor.kind === 'user') return ctx.actor.id
  return ctx.actor.kind === 'token' ? ctx.actor.userId : null
}

function withoutUndefined(options: RunOptions): RunOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
