import type { Problem } from '@/lib/catalog/types'
import { nodesOf } from '@/lib/drafts/document'
import { setDismissed } from '@/lib/drafts/rewrite'
import { dismissalName } from '@/lib/graph/dismissed'
import type { Draft } from '../draft/draft'

/** Sets a warning aside at its step, for everybody who works on the pipeline, or brings it back. */
export function dismissWarning(draft: Draft, problem: Problem, dismissed: boolean): void {
  const node = draft.graph.get().nodes.find((other) => other.id === problem.node)
  if (!node) return
  const name = dismissalName(problem)
  const others = (node.dismissed ?? []).filter((other) => other !== name)
  draft.change(dismissed ? 'dismiss a warning' : 'bring a warning back', (doc) => {
    const map = nodesOf(doc).get(node.id)
    if (map) setDismissed(map, dismissed ? [...others, name].slice(-200) : others)
  })
}
