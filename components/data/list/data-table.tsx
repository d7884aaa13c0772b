import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { formatBytes, formatInteger } from '@/components/ui/format'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { AssetSummary } from '@/lib/data/schema'
import { dataHref } from '../data-queries'
import { sourceWords, type SortKey } from '../source-words'
import { VersionState } from '../version-state'

export interface DataTableProps {
  workspace: string
  assets: AssetSummary[]
  sort: { key: SortKey; descending: boolean }
  onSort: (sort: { key: SortKey; descending: boolean }) => void
}

/** One line an asset; arrow keys walk, Enter opens. */
export function DataTable({ workspace, assets, sort, onSort }: DataTableProps) {
  const head = { sort, onSort }
  return (
    <Table aria-label="Data" onKeyDown={walk}>
      <thead>
        <tr>
          <SortHead {...head} by="name">Name</SortHead>
          <Th>Version</Th>
          <SortHead {...head} by="rows" numeric>Rows</SortHead>
          <SortHead {...head} by="columns" numeric className="max-sm:hidden">Columns</SortHead>
          <SortHead {...head} by="size" numeric className="max-sm:hidden">Size</SortHead>
          <Th className="max-md:hidden">Source</Th>
          <SortHead {...head} by="updated" className="max-sm:hidden">Updated</SortHead>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <Row key={asset.name} workspace={workspace} asset={asset} />
        ))}
      </tbody>
    </Table>
  )
}

function Row({ workspace, asset }: { workspace: string; asset: AssetSummary }) {
  const { latest, pending } = asset
  return (
    <Tr className="relative">
      <Td>
        <Link href={dataHref(workspace, asset.name)} data-walk className="font-medium after:absolute after:inset-0 hover:text-link" title={asset.description || undefined}>
          {asset.name}
        </Link>
      </Td>
      <Td>
        <span className="flex items-center gap-1">
          {latest.state === 'ready' ? <Badge>v{latest.version}</Badge> : <VersionState version={latest} />}
          {pending && <VersionState version={pending} />}
        </span>
      </Td>
      <Td numeric>{latest.rows === null ? '–' : formatInteger(latest.rows)}</Td>
      <Td numeric className="max-sm:hidden">{latest.columns === null ? '–' : formatInteger(latest.columns.length)}</Td>
      <Td numeric className="max-sm:hidden">{latest.size === null ? '–' : formatBytes(latest.size)}</Td>
      <Td className="text-muted max-md:hidden">{sourceWords(latest)}</Td>
      <Td className="text-muted max-sm:hidden">
        <RelativeTime at={asset.updatedAt} />
      </Td>
    </Tr>
  )
}

interface SortHeadProps extends Pick<DataTableProps, 'sort' | 'onSort'> {
  by: SortKey
  numeric?: boolean
  className?: string
  children: string
}

function SortHead({ by, sort, onSort, numeric, className, children }: SortHeadProps) {
  const active = sort.key === by
  const Arrow = sort.descending ? ArrowDown : ArrowUp
  return (
    <Th numeric={numeric} className={className} aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={cn('inline-flex items-center gap-1 hover:text-fg', active && 'text-fg')}
        // Numbers and dates are mostly wanted largest first, names from A.
        onClick={() => onSort({ key: by, descending: active ? !sort.descending : by !== 'name' })}
      >
        {children}
        {active && <Arrow aria-hidden className="size-3.5" />}
      </button>
    </Th>
  )
}

function walk(event: React.KeyboardEvent<HTMLTableElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-walk]')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
