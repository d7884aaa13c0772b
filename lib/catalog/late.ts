import { addComponents, components } from './index'
import type { Component, ComponentHead } from './types'

/*
 * Declarations on demand: the designer's page carries the heads of all components as data, draws
 * with them and with what the server says of the graph, and fetches the declarations with the first sign that somebody works.
 */

/** The heads of all that is declared, for the browser. */
export function componentHeads(): ComponentHead[] {
  return components.map(headOf)
}

export function headOf({ id, version, name, category, icon, summary, keywords, inputs, outputs }: ComponentHead): ComponentHead {
  return { id, version, name, category, icon, summary, keywords, inputs, outputs }
}

/** Makes components known by their heads; the rest of them is pending. Known ones stay as they are. */
export function addHeads(heads: readonly ComponentHead[]): void {
  addComponents(heads.map(pendingOf))
}

/** The component of which only the head is here. */
export function pendingOf(head: ComponentHead): Component {
  return { ...head, ...pending }
}

/** Stands in for a declaration that is not here: it says nothing rather than something wrong. */
const pending = {
  params: undefined as unknown as Component['params'],
  fields: [],
  describe: () => '',
  infer: () => ({ outputs: {}, problems: [] }),
  runner: { kind: 'table' },
  deterministic: true,
  pending: true,
} satisfies Omit<Component, keyof ComponentHead>

/** Fetches everything that is pending. Rejects where the network fails. */
export async function loadAllComponents(): Promise<void> {
  if (components.some((component) => component.pending)) addComponents((await import('./list')).declared)
}
