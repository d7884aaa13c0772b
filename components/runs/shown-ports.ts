import { findComponent } from '@/lib/catalog'
import type { StepView } from '@/lib/runs/schema'

/**
 * The ports whose outputs are shown, in the order of the component's own; beside a model lies what is drawn of it, which is part of
 * the model's own view.
 */
export function shownPorts(step: StepView): string[] {
  const order = findComponent(step.component)?.outputs.map(({ name }) => name) ?? []
  const place = (port: string) => (order.includes(port) ? order.indexOf(port) : order.length)
  return Object.keys(step.outputs)
    .filter((port) => port !== 'structure' || step.outputs[port]!.type !== 'any')
    .sort((a, b) => place(a) - place(b))
}
