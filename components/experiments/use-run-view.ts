'use client'

import { useMemo } from 'react'
import { useUrlState } from '@/components/runs/use-url-state'
import type { ShownRuns } from '@/lib/tracking/runs/question'

export interface RunView {
  filter: string
  order: string
  columns: string[]
  shown: ShownRuns
  /** By what runs are grouped, as filters write it; empty for a row a run. */
  group: string
}

const mostColumns = 60

/** How an experiment's runs are looked at. It stands in the address, so that it can be sent. */
export function useRunView(suggested: string[]): RunView & { set: ReturnType<typeof useUrlState>['set'] } {
  const { get, set } = useUrlState()
  const chosen = get('columns')
  const columns = useMemo(() => columnsIn(chosen) ?? suggested, [chosen, suggested])
  const shown = get('shown')
  return {
    filter: get('filter') ?? '',
    order: get('order') ?? '',
    columns,
    shown: shown === 'archived' || shown === 'deleted' ? shown : get('deleted') === 'true' ? 'deleted' : 'active',
    group: get('group') ?? '',
    set,
  }
}

/** Columns as they stand in the address; undefined where none or nonsense does. */
function columnsIn(text: string | null): string[] | undefined {
  try {
    const names: unknown = JSON.parse(text ?? '')
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names.slice(0, mostColumns) : undefined
  } catch {
    return undefined
  }
}
