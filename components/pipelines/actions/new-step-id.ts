import type { Graph } from '@/lib/graph/schema'

/**
 * An id that says what the step is and that two people adding at once do not share: `clean-missing-data-k3f9`.
 * `random` gives numbers in [0, 1).
 */
export function newStepId(component: string, taken: Iterable<string>, random: () => number = Math.random): string {
  const stem = component.replace(/^[^.]*\./, '').replace(/@.*$/, '').slice(0, 48)
  const used = new Set(taken)
  for (;;) {
    const id = `${stem}-${Math.floor(random() * 36 ** 4).toString(36).padStart(4, '0')}`
    if (!used.has(id)) return id
  }
}

/** Every id that something on the canvas has. */
export function idsOf({ nodes, notes = [], groups = [] }: Graph): string[] {
  return [...nodes, ...notes, ...groups].map(({ id }) => id)
}
