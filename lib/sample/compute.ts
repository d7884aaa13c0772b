import { statSync } from 'node:fs'
import path from 'node:path'
import { artifactStore } from '@/lib/artifacts/store'
import { ChildError, isChildError } from '@/lib/duckdb/child-error'
import type { Pool } from '@/lib/duckdb/pool'
import { AppError } from '@/lib/errors'
import { insideMark } from '@/lib/workspace-components/expand'
import type { PlannedStep, SamplePlan } from './plan'
import { giveWay, sampler } from './pool'
import type { Blocked, BlockReason } from './schema'
import type { SampleOutputs, SampleStore } from './store'

/** Milliseconds that one request may compute. */
const mostMs = 5_000
/** A person who types on needs the process again: a short step ends by itself, a long one is ended. */
const graceMs = 300
const seed = 42


/**
 * Computes what of a plan is not known yet, and hands the outputs of its steps, by key, to `use`, all within the limits of time, memory
 * and processes. @throws AppError `unavailable` once the signal is aborted
 */
export async function computeSample<T>(plan: SamplePlan, actor: string, signal: AbortSignal, use: (outputsOf: (key: string) => SampleOutputs, run: Pool['run']) => Promise<T>): Promise<T | Blocked> {
  const { pool, lane, store } = sampler()
  const left = () => new AppError('unavailable', 'Nobody waits for this sample any more.')
  return lane.run(actor, signal, left, async () => {
    const limit = limits(signal)
    const run: Pool['run'] = async (op, payload) => {
      if (signal.aborted) throw left()
      const answer = pool.run(op, payload, { signal: limit.signal })
      giveWay(pool)
      return answer
    }
    let at = plan.steps.at(-1)!
    try {
      const known = new Map<string, SampleOutputs>()
      for (const step of plan.steps) {
        at = step
        known.set(step.key, store.get(step.key) ?? (await computeStep(step, known, store, run)))
      }
      return await use((key) => known.get(key)!, run)
    } catch (error) {
      if (signal.aborted) throw left()
      if (!isChildError(error)) throw error
      return refusal(at, error, limit.late())
    } finally {
      limit.end()
    }
  })
}

async function computeStep(step: PlannedStep, known: ReadonlyMap<string, SampleOutputs>, store: SampleStore, run: Pool['run']): Promise<SampleOutputs> {
  const folder = store.folder()
  try {
    const outputs = step.stored ? await draw(step.stored, folder, run) : await runStep(step, known, folder, run)
    store.put(step.key, outputs, folder, Object.values(outputs).reduce((sum, output) => sum + (output.path.startsWith(folder) ? statSync(output.path).size : 0), 0))
    return outputs
  } catch (error) {
    store.drop(folder)
    throw error
  }
}

/** A stored table that is taken whole stays where it is. */
async function draw(stored: NonNullable<PlannedStep['stored']>, folder: string, run: Pool['run']): Promise<SampleOutputs> {
  const outputs: SampleOutputs = {}
  for (const [port, { digest, draw: rows, taken }] of Object.entries(stored)) {
    const file = artifactStore().path(digest)
    const out = path.join(folder, `${port}.parquet`)
    if (rows === null) outputs[port] = { type: 'table', path: file, rows: taken }
    else outputs[port] = { type: 'table', path: out, rows: (await run('drawSample', { file, rows, seed, out })).rows }
  }
  return outputs
}

async function runStep(step: PlannedStep, known: ReadonlyMap<string, SampleOutputs>, folder: string, run: Pool['run']): Promise<SampleOutputs> {
  const inputs: SampleOutputs = {}
  for (const [port, { key, port: from }] of Object.entries(step.inputs)) {
    const given = known.get(key)![from]
    if (given) inputs[port] = given
    else if (!step.component.inputs.find((input) => input.name === port)?.optional) throw new ChildError('user_error', 'On the sample nothing arrives here: a condition before it decides otherwise.')
  }
  const { outputs } = await run('step', {
    component: step.ref,
    params: step.params,
    inputs,
    outputs: step.component.outputs.map(({ name, type, sometimes }) => ({ port: name, type, ...(sometimes && { sometimes }) })),
    outDir: folder,
    // No step of a sample reads the store: what it reads is handed to it.
    artifactRoot: folder,
  })
  return Object.fromEntries(Object.entries(outputs).map(([port, { path: file, type, meta }]) => [port, { path: file, type, rows: typeof meta.rows === 'number' ? meta.rows : 0 }]))
}

function limits(signal: AbortSignal) {
  const controller = new AbortController()
  let late = false
  const stop = setTimeout(() => {
    late = true
    controller.abort()
  }, mostMs)
  let grace: NodeJS.Timeout | undefined
  const leave = () => (grace = setTimeout(() => controller.abort(), graceMs))
  signal.addEventListener('abort', leave, { once: true })
  return {
    signal: controller.signal,
    late: () => late,
    end() {
      clearTimeout(stop)
      clearTimeout(grace)
      signal.removeEventListener('abort', leave)
    },
  }
}

function refusal(step: PlannedStep, error: ChildError, late: boolean): Blocked {
  // A step inside a component is told of the card that stands for it, by both names.
  const [card, inside] = step.node.split(insideMark)
  const said = (reason: BlockReason, message: string): Blocked => ({ state: 'blocked', node: card!, reason, message: inside === undefined ? message : `${step.name}: ${message}` })
  if (late) return said('too-slow', `The sample took longer than ${mostMs / 1000} seconds at this step. Run to here to see what it gives.`)
  if (error.reason === 'user_error') return said('failed', error.message)
  if (error.reason === 'oom') return said('too-large', 'The sample needed more memory than it may use at this step. Run to here to see what it gives.')
  if (error.reason === 'data_unavailable') return said('missing-data', error.message)
  throw error
}
