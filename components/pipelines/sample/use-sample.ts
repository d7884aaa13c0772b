import { useMemo } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useStore } from '../draft/store'
import { useDesigner } from '../designer/designer-context'
import { firstRows, knownResults, partText, sampleQuery } from './sample-query'
import { useSettled } from './use-settled'

/** Between the last key press and the question: short, since an answer that comes too late is cancelled. */
const pauseMs = 60

/** What a step of the draft gives on a sample, up to date with every edit. */
export function useSample(node: string, port: string | null, limit = firstRows) {
  const { workspace, pipelineId, draft, run } = useDesigner()
  const ran = useStore(run)
  const graph = useStore(draft.graph)
  const now = useMemo(() => partText(graph, [node]), [graph, node])
  const part = useSettled(now, pauseMs, node)
  const results = useMemo(() => knownResults(graph, [node], ran), [graph, node, ran])
  const query = useQuery(sampleQuery({ workspace, pipelineId, node, port, limit, part, results }))
  return { ...query, behind: query.isPlaceholderData || part !== now }
}
