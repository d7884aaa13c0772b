'use client'

import { useCallback } from 'react'
import { usePathname, useRouter } from 'next/navigation'
import { useUrlState } from '@/components/runs/use-url-state'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { TableFilter } from '@/lib/data/table-filter'
import type { RunView } from '@/lib/runs/schema'
import { noResultParams } from './result-params'

/** Opens the rows of a step's table that pass; the way back is the browser's own. */
export function useShowRows(run: RunView): (at: { node: string; port: string }, rows: TableFilter[]) => void {
  const { slug } = useWorkspace()
  const url = useUrlState()
  const router = useRouter()
  const pathname = usePathname()
  const page = `/w/${slug}/runs/${run.id}`
  return useCallback(
    (at, rows) => {
      const filter = JSON.stringify(rows)
      if (pathname === page) url.set({ ...noResultParams, step: at.node, port: at.port, filter }, { push: true })
      else router.push(`${page}?${new URLSearchParams({ step: at.node, port: at.port, filter, wide: '1' })}`)
    },
    [page, pathname, router, url],
  )
}
