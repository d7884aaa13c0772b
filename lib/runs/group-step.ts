import { finalStepStates, type StepState } from '@/lib/protocol/states'
import type { RunView, StepView } from './schema'

type Group = RunView['groups'][number]

/** The states that decide, worst and liveliest first, while not all steps are in the same one. */
const decisive: StepState[] = ['failed', 'running', 'cancelled', 'queued', 'waiting', 'skipped']

/** How the steps of a group stand together. While some are done and others not, it runs. */
export function groupState(states: readonly StepState[]): StepState {
  const worst = decisive.find((state) => states.includes(state)) ?? 'succeeded'
  const begun = states.includes('succeeded')
  // A branch that was not taken is no failure.
  if (worst === 'skipped' && begun) return 'succeeded'
  return begun && (worst === 'queued' || worst === 'waiting') ? 'running' : worst
}

/** A step as a card shows it. */
export interface ShownStep extends StepView {
  /** Of a For each: how many of its passes are done. */
  passes?: { done: number; of: number }
}

/** The passes of a For each whose steps are known; undefined where the group is none. */
function passesOf(steps: readonly StepView[], each: string): ShownStep['passes'] {
  const open = new Map<number, boolean>()
  for (const { iteration, state } of steps) {
    if (iteration?.of === each) open.set(iteration.index, (open.get(iteration.index) ?? false) || !finalStepStates.includes(state))
  }
  return open.size === 0 ? undefined : { done: [...open.values()].filter((pass) => !pass).length, of: open.size }
}

/** What the card of a sub-pipeline says of a run: a summary of the steps inside it, in the shape of a step. Null where none of them ran. */
export function groupStep(run: Pick<RunView, 'steps'>, group: Group): ShownStep | null {
  const ids = new Set(group.inside)
  const steps = run.steps.filter((step) => ids.has(step.node)).sort((a, b) => a.position - b.position)
  const first = steps[0]
  if (!first) return null
  const byNode = new Map(steps.map((step) => [step.node, step]))
  const state = groupState(steps.map((step) => step.state))
  const ends = steps.map((step) => step.endedAt)
  const told = steps.find((step) => step.state === state && (step.message || step.waitReason)) ?? steps.find((step) => step.waitReason)
  const reused = steps.every((step) => step.reused)
  const outputs = Object.entries(group.outputs).flatMap(([port, end]) => {
    const output = byNode.get(end.node)?.outputs[end.port]
    return output ? [[port, output] as const] : []
  })
  const passes = passesOf(steps, group.node)
  return {
    ...(passes && { passes }),
    id: group.node,
    node: group.node,
    name: group.name,
    component: group.component,
    position: first.position,
    state,
    endReason: steps.find((step) => step.state === state)?.endReason ?? null,
    message: told?.message ? `${shortName(told.name, group.name)}: ${told.message}` : '',
    reused: reused ? first.reused : null,
    reuseNote: reused ? 'every step inside is reused' : reuseWords(steps),
    waitReason: told?.waitReason ?? null,
    metrics: Object.assign({}, ...steps.filter((step) => !step.iteration).map((step) => step.metrics)) as Record<string, number>,
    outputs: Object.fromEntries(outputs),
    sources: outerSources(steps, ids),
    attempts: [],
    readyAt: earliest(steps.map((step) => step.readyAt)),
    startedAt: earliest(steps.map((step) => step.startedAt)),
    endedAt: ends.every((end) => end !== null) ? latest(ends) : null,
  }
}

/** `Split data` of `Prepare › Split data`. */
export function shortName(name: string, group: string): string {
  return name.startsWith(`${group} › `) ? name.slice(group.length + 3) : name
}

/** Each step by its id, groups as if they were steps. */
export function stepsByNode(run: RunView): Map<string, ShownStep> {
  const found = new Map<string, ShownStep>(run.steps.map((step) => [step.node, step]))
  for (const group of run.groups) {
    const step = groupStep(run, group)
    if (step) found.set(group.node, step)
  }
  return found
}

/** What feeds the group from outside, by the port of the first step that takes it. */
function outerSources(steps: readonly StepView[], ids: ReadonlySet<string>): StepView['sources'] {
  return Object.fromEntries(steps.flatMap((step) => Object.entries(step.sources).filter(([, source]) => !ids.has(source.node))))
}

function reuseWords(steps: readonly StepView[]): string {
  const reused = steps.filter((step) => step.reused).length
  return reused === 0 ? '' : `${reused} of ${steps.length} steps inside are reused`
}

const known = (instants: (string | null)[]) => instants.filter((instant) => instant !== null).sort((a, b) => Date.parse(a) - Date.parse(b))
const earliest = (instants: (string | null)[]) => known(instants)[0] ?? null
const latest = (instants: (string | null)[]) => known(instants).at(-1) ?? null
