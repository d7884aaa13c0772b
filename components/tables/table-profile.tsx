'use client'

import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { ErrorNote } from '@/components/ui/error-note'
import { formatCount } from '@/components/ui/format'
import { Input } from '@/components/ui/input'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { ColumnProfile } from '@/lib/duckdb/ops/profile-types'
import { ColumnChart } from './column-chart'
import { columnFacts } from './column-facts'
import { profileQuery } from './table-queries'
import { TypeIcon, typeLooks } from './type-icon'

export interface TableProfileProps {
  /** Slug. */
  workspace: string
  /** sha256 of the table's Parquet file. */
  digest: string
  className?: string
}

/** What each column holds: its type, statistics and distribution. */
export function TableProfile({ workspace, digest, className }: TableProfileProps) {
  const { data, error, refetch } = useQuery(profileQuery(workspace, digest))
  const [search, setSearch] = useState('')
  if (error) return <ErrorNote className="m-3" error={error} action={<Button size="sm" onClick={() => void refetch()}>Try again</Button>} />
  if (!data) return <SkeletonRows className="p-4" rows={8} />
  const needle = search.trim().toLowerCase()
  const shown = data.columns.filter((column) => column.name.toLowerCase().includes(needle))
  return (
    <section className={cn('@container flex min-h-0 flex-1 flex-col', className)}>
      <div className="flex min-h-9 items-center gap-3 border-b border-line px-3 py-1">
        <p className="text-muted tabular">
          {formatCount(data.rows, 'row')} × {formatCount(data.columns.length, 'column')}
        </p>
        {data.columns.length > 8 && <Input type="search" aria-label="Find a column" placeholder="Find a column" className="ml-auto h-7 max-w-56" value={search} onChange={(event) => setSearch(event.target.value)} />}
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} aria-label="Columns">
        {shown.map((column) => (
          <ColumnRow key={column.name} profile={column} rows={data.rows} />
        ))}
        {shown.length === 0 && <li className="p-4 text-muted">{data.columns.length === 0 ? 'The table has no columns.' : `No column has “${search}” in its name.`}</li>}
      </ul>
    </section>
  )
}

function ColumnRow({ profile, rows }: { profile: ColumnProfile; rows: number }) {
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line px-3 py-3 [contain-intrinsic-size:auto_110px] [content-visibility:auto] @2xl:grid-cols-[minmax(120px,200px)_minmax(0,1fr)_minmax(0,320px)]">
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 font-medium">
          <TypeIcon type={profile.type} />
          <span className="truncate" title={profile.name}>
            {profile.name}
          </span>
        </p>
        <p className="pl-5 text-sm text-muted">{typeLooks[profile.type].word}</p>
      </div>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(120px,1fr))] content-start gap-x-4 gap-y-1 text-sm tabular">
        {columnFacts(profile, rows).map(({ label, value, help }) => (
          <div key={label} className={cn('flex min-w-0 items-baseline gap-1.5', value.length > 12 && 'col-span-2')} title={help}>
            <dt className="shrink-0 text-muted">{label}</dt>
            <dd className="truncate">{value}</dd>
          </div>
        ))}
      </dl>
      <ColumnChart profile={profile} rows={rows} />
    </li>
  )
}
