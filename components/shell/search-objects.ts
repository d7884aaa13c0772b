'use client'

import { useQuery } from '@tanstack/react-query'
import { Database, Play, Workflow, type LucideIcon } from 'lucide-react'
import { useApi } from '@/components/ui/api-client'
import { formatCount } from '@/components/ui/format'
import { useCan, useWorkspace } from '@/components/ui/workspace-context'
import type { AssetSummary } from '@/lib/data/schema'
import type { PipelineSummary } from '@/lib/pipelines/schema'
import type { RunSummary } from '@/lib/runs/schema'

export interface FoundObject {
  id: string
  label: string
  hint?: string
  href: string
  keywords?: string[]
}

export interface FoundGroup {
  heading: string
  icon: LucideIcon
  items: FoundObject[]
}

/** Before something is typed only the latest of each kind are offered. */
const few = 4

/** The workspace's pipelines, runs and data for the command palette, fetched when it opens. */
export function useSearchObjects(search: string): FoundGroup[] {
  const { slug } = useWorkspace()
  const api = useApi()
  const pipelines = useQuery({
    queryKey: ['pipelines', slug, 'search'],
    queryFn: ({ signal }) => api.get<{ pipelines: PipelineSummary[] }>('/pipelines', { signal }),
    enabled: useCan('pipelines.read'),
  })
  const runs = useQuery({
    queryKey: ['runs', slug, 'search'],
    queryFn: ({ signal }) => api.get<{ runs: RunSummary[] }>('/runs?limit=50', { signal }),
    enabled: useCan('runs.read'),
  })
  const data = useQuery({
    queryKey: ['data', slug, 'search'],
    queryFn: ({ signal }) => api.get<{ assets: AssetSummary[] }>('/data', { signal }),
    enabled: useCan('data.read'),
  })
  const groups: FoundGroup[] = [
    {
      heading: 'Pipelines',
      icon: Workflow,
      items: (pipelines.data?.pipelines ?? []).map(({ id, name, steps }) => ({ id, label: name, hint: formatCount(steps, 'step'), href: `/w/${slug}/pipelines/${id}` })),
    },
    {
      heading: 'Runs',
      icon: Play,
      items: (runs.data?.runs ?? []).map(({ id, name, number, state }) => ({ id, label: `${name} #${number}`, hint: state, href: `/w/${slug}/runs/${id}`, keywords: [`run ${number}`] })),
    },
    {
      heading: 'Data',
      icon: Database,
      items: (data.data?.assets ?? []).map(({ name, latest }) => ({ id: name, label: name, hint: latest.rows === null ? latest.state : formatCount(latest.rows, 'row'), href: `/w/${slug}/data/${encodeURIComponent(name)}` })),
    },
  ]
  return groups.map((group) => (search.trim() ? group : { ...group, items: group.items.slice(0, few) })).filter(({ items }) => items.length > 0)
}
