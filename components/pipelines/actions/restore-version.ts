import { rewriteGraph } from '@/lib/drafts/rewrite'
import type { Graph } from '@/lib/graph/schema'
import type { Draft } from '../draft/draft'

/** Brings the draft back to a published version, as one undo. */
export function restoreVersion(draft: Draft, version: number, graph: Graph): void {
  draft.change(`restore version ${version}`, (doc) => rewriteGraph(doc, graph))
}
