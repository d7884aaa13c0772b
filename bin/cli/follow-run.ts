import { setTimeout as sleep } from 'node:timers/promises'
import type { RunView, StepView } from '@/lib/runs/schema'
import type { Api } from './api'
import { elapsed } from './output'

const intervalMs = 150

/** Prints each step's state as it changes until the run has ended. @returns the finished run */
export async function followRun(api: Api, first: RunView, say: (line: string) => void): Promise<RunView> {
  const told = new Map<string, string>()
  const tell = (run: RunView): void => {
    for (const step of [...run.steps].sort((a, b) => a.position - b.position)) {
      const line = describeStep(step)
      if (line && told.get(step.node) !== line) say(line)
      told.set(step.node, line)
    }
  }
  let run = first
  for (tell(run); !isFinal(run); tell(run)) {
    await sleep(intervalMs)
    run = await api.get<RunView>(`/runs/${run.id}`)
  }
  return run
}

export function isFinal({ state }: Pick<RunView, 'state'>): boolean {
  return state !== 'queued' && state !== 'running'
}

/** One line for a state worth telling; a step that only waits for another has none. */
export function describeStep(step: StepView): string {
  const name = step.name || step.node
  if (step.state === 'waiting') return ''
  if (step.state === 'queued') return `${name}: queued${step.waitReason ? `, ${step.waitReason}` : ''}`
  if (step.state === 'running') return `${name}: running`
  if (step.reused) return `${name}: reused from run ${step.reused.runNumber}`
  const time = elapsed(step.startedAt, step.endedAt)
  return `${name}: ${step.state}${time ? ` in ${time}` : ''}${step.message ? `, ${step.message}` : ''}`
}
