'use client'

import { useEffect, useRef, useState } from 'react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ApiError, useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardFilters, Tile } from '@/lib/dashboards/schema'
import { dashboardKeys, fetchTile } from '../queries'

/** Whether an element has been in sight, or nearly. */
export function useSeen<T extends HTMLElement>(): { ref: React.RefObject<T | null>; seen: boolean } {
  const ref = useRef<T>(null)
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element || seen) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), { rootMargin: '300px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [seen])
  return { ref, seen }
}

/** What a tile shows now. Refusals stand in the tile and are not asked again by themselves. */
export function useTile(tile: Tile, filters: DashboardFilters, enabled: boolean) {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({
    queryKey: dashboardKeys.tile(slug, tile.view, filters),
    queryFn: ({ signal }) => fetchTile(api, tile.view, filters, signal),
    enabled: enabled && tile.view.kind !== 'text',
    placeholderData: keepPreviousData,
    retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    staleTime: 5_000,
  })
}
