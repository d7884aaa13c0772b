import type { AssetSummary, VersionView } from '@/lib/data/schema'

/** Where a version came from, in a few words. */
export function sourceWords({ source }: VersionView): string {
  switch (source.kind) {
    case 'upload':
      return source.fileName ?? 'upload'
    case 'url':
      return hostOf(source.url)
    case 'gallery':
      return `Gallery: ${source.title ?? source.dataset}`
    case 'pipeline':
      return source.runNumber === undefined ? 'Pipeline' : `Run ${source.runNumber}: ${source.title ?? ''}`
  }
}

function hostOf(url: string | undefined): string {
  try {
    return new URL(url ?? '').host
  } catch {
    return url ?? 'address'
  }
}

export const sortKeys = ['name', 'rows', 'columns', 'size', 'updated'] as const
export type SortKey = (typeof sortKeys)[number]

const values: Record<SortKey, (asset: AssetSummary) => string | number> = {
  name: (asset) => asset.name.toLowerCase(),
  rows: (asset) => asset.latest.rows ?? -1,
  columns: (asset) => asset.latest.columns?.length ?? -1,
  size: (asset) => asset.latest.size ?? -1,
  updated: (asset) => asset.updatedAt,
}

/** Assets whose name, description, source or a column's name holds every word of `search`, in order. */
export function arrange(assets: AssetSummary[], search: string, sort: { key: SortKey; descending: boolean }): AssetSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const text = (asset: AssetSummary) => [asset.name, asset.description, sourceWords(asset.latest), ...(asset.latest.columns ?? []).map((column) => column.name)].join(' ').toLowerCase()
  const sign = sort.descending ? -1 : 1
  const value = values[sort.key]
  return assets
    .filter((asset) => words.length === 0 || words.every((word) => text(asset).includes(word)))
    .sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : a.name.localeCompare(b.name)))
}
