'use client'

import Link from 'next/link'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { StatusIcon } from '@/components/ui/status'
import { Tooltip } from '@/components/ui/tooltip'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { RunSummary } from '@/lib/runs/schema'

interface RunList {
  runs: RunSummary[]
  next: string | null
}

/** How many runs are under way; nothing where there are none. Kept fresh by the workspace's events. */
export function RunningIndicator() {
  const { slug } = useWorkspace()
  const api = useApi()
  const { data } = useQuery({
    queryKey: ['runs', slug, 'running'],
    queryFn: ({ signal }) => api.get<RunList>('/runs?state=running&limit=50', { signal }),
    enabled: useCan('runs.read'),
    refetchInterval: 30_000,
  })
  if (!data?.runs.length) return null
  const count = `${data.runs.length}${data.next ? '+' : ''}`
  return (
    <Tooltip content={data.runs.slice(0, 3).map(({ name, number }) => `${name} #${number}`).join(', ')}>
      <Link href={`/w/${slug}/runs?state=running`} className="flex h-7 items-center gap-1.5 rounded-md px-2 text-running tabular hover:bg-hover">
        <StatusIcon status="running" />
        {count}
        <span className="max-sm:sr-only">running</span>
      </Link>
    </Tooltip>
  )
}
