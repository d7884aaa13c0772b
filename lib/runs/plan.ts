import { randomUUID } from 'node:crypto'
import type { KeyHit, NewStep, PreviousRow } from '@/db/queries/submit'
import { memoryNeed } from '@/lib/catalog/learn/memory'
import type { RunCompute } from '@/lib/graph/compute-schema'
import type { Output } from '@/lib/protocol/messages'
import { cacheKey, keyBase } from '@/lib/queue/cache-key'
import { explainMiss } from '@/lib/queue/explain-miss'
import { reuseNote } from '@/lib/queue/settle'
import { eachKey, type EachState } from '@/lib/queue/each-state'
import { requestsOf } from './compute'
import type { FrozenEach, FrozenStep } from './freeze'

export interface PlanInput {
  /** Sources before what they feed. */
  steps: FrozenStep[]
  /** Nodes to compute whatever is stored. */
  forced: ReadonlySet<string>
  /** Whether that is so of every node, also of those that are not there yet. */
  forceAll?: boolean
  /** What the run asks for its steps. */
  compute?: RunCompute
  /** Outputs of steps that are not to be computed, by node and port. */
  given?: Readonly<Record<string, Record<string, Output>>>
  /** The last success of each node in the pipeline's latest runs. */
  previous: Map<string, PreviousRow>
  /** Looks up keys that `previous` does not answer. */
  lookup: (keys: string[]) => Promise<KeyHit[]>
  /** True where every output is still stored. */
  stored: (outputs: Record<string, Output>) => boolean
}

export interface Plan {
  steps: NewStep[]
  dependencies: { step: string; on: string }[]
  outputs: (Output & { step: string; port: string })[]
}

/** Decides for every step, along the graph, whether it is reused, ready, or waits; no step is written yet. */
export async function plan(input: PlanInput): Promise<Plan> {
  const made = new Map(input.steps.map((step, position) => [step.node, newStep(step, position, input)]))
  const outputs = new Map<string, Record<string, Output>>()
  await walk(input, made, outputs)
  const dependencies: Plan['dependencies'] = []
  for (const step of made.values()) {
    const upstream = upstreamOf(step)
    for (const node of upstream) dependencies.push({ step: step.id, on: made.get(node)!.id })
    step.waiting_on = upstream.filter((node) => made.get(node)!.state !== 'succeeded').length
  }
  const copies = [...outputs].flatMap(([node, ports]) => Object.entries(ports).map(([port, output]) => ({ ...output, port, step: made.get(node)!.id })))
  return { steps: [...made.values()], dependencies, outputs: copies }
}

const upstreamOf = (step: NewStep) => [...new Set(Object.values(step.sources).map((source) => source.node))]

/**
 * Steps whose inputs are all there, wave after wave: those with a hit among the latest runs go on at once, the rest of a
 * wave is looked up together. A step that must be computed stops the walk below it.
 */
async function walk(input: PlanInput, made: Map<string, NewStep>, outputs: Map<string, Record<string, Output>>): Promise<void> {
  let open = [...made.values()]
  const hits = new Map<string, KeyHit>()
  while (open.length > 0) {
    const asked: NewStep[] = []
    const rest: NewStep[] = []
    for (const step of open) {
      if (!upstreamOf(step).every((node) => outputs.has(node))) {
        rest.push(step)
        continue
      }
      const given = input.given?.[step.node]
      if (given) {
        handOver(step, given, outputs)
        continue
      }
      // How many passes a For each has, and what each of them measured, is seen when the run's rows are there: see settleReady.
      if (step.params[eachKey] !== undefined) continue
      // What a branch that was not taken means is decided when the run's rows are there: see settleReady.
      if (!hasInputs(step, outputs)) continue
      setKey(step, outputs)
      const known = input.previous.get(step.node)
      if (step.cache_key === null || step.forced) queue(step, known, outputs)
      else if (known?.key === step.cache_key && input.stored(known.outputs)) reuse(step, known, outputs)
      else if (hits.has(step.cache_key) && input.stored(hits.get(step.cache_key)!.outputs)) reuse(step, hits.get(step.cache_key)!, outputs)
      else asked.push(step)
    }
    for (const hit of await input.lookup(asked.map((step) => step.cache_key!))) hits.set(hit.key, hit)
    for (const step of asked) {
      const hit = hits.get(step.cache_key!)
      if (hit && input.stored(hit.outputs)) reuse(step, hit, outputs)
      else queue(step, input.previous.get(step.node), outputs)
    }
    // Without a new result nothing below can have become ready.
    if (!asked.some((step) => step.state === 'succeeded')) return
    open = rest
  }
}

function hasInputs(step: NewStep, outputs: Map<string, Record<string, Output>>): boolean {
  return Object.values(step.sources).every((source) => outputs.get(source.node)?.[source.port] !== undefined)
}

function newStep(step: FrozenStep, position: number, input: PlanInput): NewStep {
  const { forced, previous } = input
  const { runner, resources } = step.component
  const env = runner.kind === 'python' ? step.environment : undefined
  const deterministic = step.component.deterministic && step.component.reuses?.(step.params) !== false
  const requests = requestsOf(input.compute, step.compute)
  const base = deterministic && !step.each ? keyBase({ component: step.ref, params: step.params, environment: env?.lockHash ?? null }) : null
  return {
    id: randomUUID(),
    node: step.node,
    name: step.name,
    component: step.ref,
    params: step.each ? { ...step.params, [eachKey]: eachState(step.each, input) } : step.params,
    iteration: step.iteration ?? null,
    position,
    state: 'waiting',
    waiting_on: 0,
    // What is inside a sub-pipeline stands here by itself; such a step never comes this far.
    runner: runner.kind === 'python' || runner.kind === 'command' ? runner.kind : 'table',
    environment: env ? `${env.name}@${env.version}` : null,
    environment_hash: env?.lockHash ?? null,
    requests,
    memory_mb: resources?.memoryMb ?? null,
    timeout_seconds: requests.timeoutSeconds ?? null,
    deterministic,
    sources: step.sources,
    forced: forced.has(step.node),
    key_base: base,
    cache_key: null,
    key_parts: null,
    compared_with: previous.get(step.node)?.step_id ?? null,
    reused_from: null,
    reuse_note: '',
    metrics: {},
  }
}

/** What the collecting step of a For each keeps until its passes are made and done. */
function eachState({ of, items, template }: FrozenEach, input: PlanInput): EachState {
  if (!template) return { of, items }
  const steps = template.steps.map((step) => newStep(step, 0, input))
  return { of, template: { ...template, steps }, forced: [...input.forced].filter((node) => node.startsWith(`${of}.`)), forceAll: input.forceAll }
}

function setKey(step: NewStep, outputs: Map<string, Record<string, Output>>): void {
  const inputs: Record<string, string> = {}
  for (const [port, source] of Object.entries(step.sources)) {
    const output = outputs.get(source.node)?.[source.port]
    if (output) inputs[port] = output.digest
  }
  step.key_parts = { component: step.component, params: step.params, inputs, environment: step.environment_hash }
  step.cache_key = step.key_base ? cacheKey(step.key_base, inputs) : null
}

function reuse(step: NewStep, hit: Omit<KeyHit, 'key'>, outputs: Map<string, Record<string, Output>>): void {
  step.state = 'succeeded'
  step.reused_from = hit.source_id
  step.reuse_note = reuseNote({ run: hit.source_number })
  step.metrics = hit.metrics
  outputs.set(step.node, hit.outputs)
}

function handOver(step: NewStep, given: Record<string, Output>, outputs: Map<string, Record<string, Output>>): void {
  step.state = 'succeeded'
  step.reuse_note = 'Handed over as it was when the run was submitted'
  outputs.set(step.node, given)
}

function queue(step: NewStep, previous: PreviousRow | undefined, outputs: Map<string, Record<string, Output>>): void {
  step.state = 'queued'
  step.memory_mb = largest(step.memory_mb, memoryNeed(step.component, step.params, sizes(step, outputs)))
  step.reuse_note = explainMiss({ parts: step.key_parts!, previous: previous ?? null, deterministic: step.key_base !== null, forced: step.forced })
}

/** What is known of the tables at a step's inputs. */
function sizes(step: NewStep, outputs: Map<string, Record<string, Output>>): Record<string, Output['meta']> {
  return Object.fromEntries(Object.entries(step.sources).map(([port, source]) => [port, outputs.get(source.node)?.[source.port]?.meta ?? {}]))
}

const largest = (first: number | null, second: number | null) => (first === null ? second : second === null ? first : Math.max(first, second))
