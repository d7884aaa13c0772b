import { computeKey, nodesOf } from '@/lib/drafts/document'
import { computeLabels } from '@/lib/graph/compute'
import type { StepCompute } from '@/lib/graph/compute-schema'
import type { Draft } from '../draft/draft'

/**
 * Changes one thing that a step asks of where it runs; `undefined` leaves it to the run again. An equal value changes
 * nothing. What is typed within a second of the last key is one undo.
 */
export function askCompute<K extends keyof StepCompute>(draft: Draft, id: string, key: K, value: StepCompute[K], options: { typing?: boolean } = {}): void {
  const node = draft.graph.get().nodes.find((other) => other.id === id)
  if (!node || JSON.stringify(node.compute?.[key]) === JSON.stringify(value)) return
  draft.change(
    `set “${computeLabels[key]}”`,
    (doc) => {
      const map = nodesOf(doc).get(id)
      if (value === undefined) map?.delete(computeKey(key))
      else map?.set(computeKey(key), value)
    },
    { group: options.typing ? `compute ${id} ${key}` : undefined },
  )
}
