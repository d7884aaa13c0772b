'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useQuery } from '@tanstack/react-query'
import { filledCount, findComponent, onFilled } from '@/lib/catalog'
import { learningOf } from '@/lib/catalog/learn/learning'
import { allProblems } from '@/lib/graph/craft-warnings'
import type { Graph } from '@/lib/graph/schema'
import type { LearnedTable } from '@/lib/sample/schema'
import { useStore } from '../draft/store'
import { useDesigner } from '../designer/designer-context'
import { factsQuery, partText } from './sample-query'
import { useSettled } from './use-settled'

/** Counting is not urgent: it waits until the hand rests. */
const pauseMs = 500
/** More steps that learn than this are not looked at. */
const most = 20
const nothing: Readonly<Record<string, LearnedTable>> = {}

/**
 * Gives the designer's checks the warnings of experience, made from the graph and, with `counts`, from what the tables hold
 * that steps learn from. Draws nothing.
 */
export function Advisor({ counts }: { counts: boolean }) {
  const { workspace, pipelineId, draft, advice } = useDesigner()
  const graph = useStore(draft.graph)
  const settled = useSettled(graph, pauseMs, draft)
  // What a component learns is known once its declaration has been fetched.
  const filled = useSyncExternalStore(onFilled, filledCount, filledCount)
  const { nodes, part } = useMemo(() => questionOf(settled), [settled, filled])
  const { data } = useQuery({ ...factsQuery({ workspace, pipelineId, nodes, part }), enabled: counts && nodes.length > 0, placeholderData: (before) => before })
  const tables = (nodes.length > 0 && data) || nothing
  useEffect(() => advice.set((drawn, analysis) => allProblems(drawn, analysis, tables)), [advice, tables, filled])
  useEffect(() => () => advice.set(null), [advice])
  return null
}

/** Steps that learn from a connected table, and the part of the graph that decides what is in it. */
function questionOf(graph: Graph): { nodes: string[]; part: string } {
  const fed = new Set(graph.edges.filter((edge) => edge.to.port === 'table').map((edge) => edge.to.node))
  const learning = graph.nodes.filter((node) => {
    const component = fed.has(node.id) ? findComponent(node.component) : undefined
    return component?.category === 'Learn' && learningOf(component, node.params) !== undefined
  })
  const nodes = learning.slice(0, most).map((node) => node.id)
  return { nodes, part: nodes.length === 0 ? '' : partText(graph, nodes) }
}
