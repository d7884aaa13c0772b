import type { StepView } from '@/lib/runs/schema'

/** The ports whose outputs are shown; beside a model lies what is drawn of it, which is part of the model's own view. */
export function shownPorts(step: StepView): string[] {
  return Object.keys(step.outputs).filter((port) => port !== 'structure' || step.outputs[port]!.type !== 'any')
}
