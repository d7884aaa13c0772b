import { useMemo } from 'react'
import { useQueries, useQuery } from '@tanstack/react-query'
import { dataListQuery, dataQuery } from '@/components/data/data-queries'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { InferContext } from '@/lib/catalog/types'

/** The workspace's data assets with the columns of their latest version. */
export function useAssets() {
  const { slug } = useWorkspace()
  return useQuery({ ...dataListQuery(slug), staleTime: 30_000 })
}

/** Looks up the columns of a data asset's version. `pinned` are versions that may not be the latest: `name@3`. */
export function useAssetLookup(pinned: readonly string[]): InferContext<unknown>['asset'] {
  const { slug } = useWorkspace()
  const { data: assets } = useAssets()
  const names = useMemo(() => [...new Set(pinned.map((key) => key.slice(0, key.lastIndexOf('@'))))], [pinned])
  const known = useMemo(() => names.filter((name) => assets?.some((asset) => asset.name === name)), [names, assets])
  const views = useQueries({
    queries: known.map((name) => ({ ...dataQuery(slug, name), staleTime: 30_000 })),
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
