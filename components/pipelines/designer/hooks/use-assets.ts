import { useMemo } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useApi } from '@/components/ui/api-client'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { InferContext } from '@/lib/catalog/types'
import type { AssetSummary, AssetView } from '@/lib/data/schema'

/** The workspace's data assets with the columns of their latest version. */
export function useAssets() {
  const api = useApi()
  const { slug } = useWorkspace()
  return useQuery({
    queryKey: ['data', slug, 'list'],
    queryFn: async () => (await api.get<{ assets: AssetSummary[] }>('/data')).assets,
    staleTime: 30_000,
  })
}

/** Looks up the columns of a data asset's version. `pinned` are versions that may not be the latest: `name@3`. */
export function useAssetLookup(pinned: readonly string[]): InferContext<unknown>['asset'] {
  const api = useApi()
  const { slug } = useWorkspace()
  const { data: assets } = useAssets()
  const names = useMemo(() => [...new Set(pinned.map((key) => key.slice(0, key.lastIndexOf('@'))))], [pinned])
  const known = useMemo(() => names.filter((name) => assets?.some((asset) => asset.name === name)), [names, assets])
  const views = useQueries({
    queries: known.map((name) => ({
      queryKey: ['data', slug, 'asset', name],
      queryFn: () => api.get<AssetView>(`/data/${encodeURIComponent(name)}`),
      staleTime: 30_000,
    })),
    combine: (results) => results.map((result) => result.data),
  })
  return useMemo(() => {
    return (name, version) => {
      const asset = assets?.find((other) => other.name === name)
      if (!asset) return assets ? null : undefined
      if (version === 'latest' || version === asset.latest.version) return asset.latest.columns ?? undefined
      const view = views.find((other) => other?.name === name)
      if (!view) return undefined
      const found = view.versions.find((other) => other.version === version)
      return found ? (found.columns ?? undefined) : null
    }
  }, [assets, views])
}
