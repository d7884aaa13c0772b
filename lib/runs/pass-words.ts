import type { ShownStep } from './group-step'

/** What a card says of a For each while it runs: how many of its passes are done. */
export function passWords(step: ShownStep | undefined): string | undefined {
  return step?.state === 'running' && step.passes ? `${step.passes.done} of ${step.passes.of}` : undefined
}
