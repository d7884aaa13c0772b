'use client'

import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { onFilled } from '@/lib/catalog'
import { fetchRun, fetchRuns, runKeys } from '@/components/runs/queries'
import { useRun } from '@/components/runs/use-run'
import { useApi } from '@/components/ui/api-client'
import { useCan } from '@/components/ui/workspace-context'
import type { ParameterValues } from '@/lib/graph/parameters'
import { stepsByNode, type ShownStep } from '@/lib/runs/group-step'
import type { RunView } from '@/lib/runs/schema'
import { staleSteps } from '../stale-steps'
import { useDesigner, type DesignerValue } from './designer-context'

/** Keeps the designer's `run` at the latest run of the pipeline, whoever started it and from wherever. */
export function RunFollower() {
  const { workspace, pipelineId } = useDesigner()
  const api = useApi()
  const allowed = useCan('runs.read')
  const latest = useQuery({
    queryKey: [...runKeys.lists(workspace), 'latest', pipelineId],
    queryFn: async () => (await fetchRuns(api, { pipeline: pipelineId, limit: 1 })).runs[0]?.id ?? null,
    enabled: allowed,
  })
  const id = latest.data
  const first = useQuery({ queryKey: runKeys.detail(workspace, id ?? ''), queryFn: () => fetchRun(api, id!), enabled: !!id })
  return first.data ? <Follow key={first.data.id} initial={first.data} /> : null
}

function Follow({ initial }: { initial: RunView }) {
  const designer = useDesigner()
  const { data: view } = useRun(initial.id, initial)
  useEffect(() => {
    if (view) takeIn(designer, view)
  }, [designer, view])
  // What is edited while the run stands on the canvas makes its steps stale.
  useEffect(() => {
    const look = () => {
      const state = designer.run.get()
      if (!state.view) return
      const stale = staleSteps(designer.draft.graph.get(), state.view.graph, givenIn(state.view))
      if (!sameSet(stale, state.stale)) designer.run.set({ ...state, stale })
    }
    const stops = [designer.draft.graph.subscribe(look), onFilled(look)]
    return () => stops.forEach((stop) => stop())
  }, [designer])
  return null
}

function takeIn({ run, draft }: DesignerValue, view: RunView): void {
  const before = run.get()
  const byNode = new Map<string, ShownStep>()
  for (const step of stepsByNode(view).values()) {
    const old = before.byNode.get(step.node)
    byNode.set(step.node, old && JSON.stringify(old) === JSON.stringify(step) ? old : step)
  }
  const stale = staleSteps(draft.graph.get(), view.graph, givenIn(view))
  run.set({ view, byNode, stale: sameSet(stale, before.stale) ? before.stale : stale })
}

/** Values that were given for the run; the others follow the draft's defaults. */
function givenIn(view: RunView): ParameterValues {
  return (view.options.parameters as ParameterValues | undefined) ?? {}
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item))
}
