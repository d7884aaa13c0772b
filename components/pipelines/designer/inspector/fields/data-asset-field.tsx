'use client'

import { useCallback, useState } from 'react'
import Link from 'next/link'
import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { fieldClass } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AssetSummary } from '@/lib/data/schema'
import { useAssets } from '../../hooks/use-assets'
import type { FieldProps } from './field-props'
import { SearchList } from './search-list'

interface AssetValue {
  name: string
  version: number | 'latest'
}

const none: AssetSummary[] = []

/** Chooses a data asset of the workspace, and which of its versions. */
export function DataAssetField({ field: _, value, onChange, columns: __, error: ___, disabled, ...control }: FieldProps<'data-asset'>) {
  const { slug } = useWorkspace()
  const [open, setOpen] = useState(false)
  const assets = useAssets()
  const { name = '', version = 'latest' } = (value ?? {}) as Partial<AssetValue>
  const chosen = assets.data?.find((asset) => asset.name === name)
  return (
    <div className="flex flex-col gap-1">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger {...control} disabled={disabled} className={cn(fieldClass, 'flex h-8 items-center gap-2 px-2 text-left')}>
          <span className={cn('min-w-0 flex-1 truncate', !name && 'text-faint')}>{name || 'Choose a data asset'}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </PopoverTrigger>
        <PopoverContent className="w-80 p-1.5" align="end">
          <AssetList
            assets={assets.data ?? none}
            chosen={name}
            empty={assets.isError ? assets.error.message : assets.isPending ? 'Loading…' : 'This workspace has no data yet.'}
            onPick={(asset) => {
              onChange({ name: asset.name, version: 'latest' })
              setOpen(false)
            }}
          />
          <Button asChild size="sm" variant="ghost" className="mt-1 w-full">
            <Link href={`/w/${slug}/data/new`}>Add data…</Link>
          </Button>
        </PopoverContent>
      </Popover>
      {name && (
        <div className="flex items-center gap-2">
          <Select size="sm" className="w-36" disabled={disabled} aria-label="Version" value={String(version)} onValueChange={(next) => onChange({ name, version: next === 'latest' ? 'latest' : Number(next) })} options={versions(version, chosen?.latest.version)} />
          <Link href={`/w/${slug}/data/${encodeURIComponent(name)}`} className="link text-sm">
            Open the data
          </Link>
        </div>
      )}
    </div>
  )
}

function versions(version: AssetValue['version'], newest: number | undefined) {
  const numbers = Array.from({ length: newest ?? 0 }, (_, index) => newest! - index)
  if (typeof version === 'number' && !numbers.includes(version)) numbers.push(version)
  return [{ value: 'latest', label: newest ? `Latest (${newest})` : 'Latest' }, ...numbers.map((number) => ({ value: String(number), label: `Version ${number}` }))]
}

function AssetList({ assets, chosen, empty, onPick }: { assets: AssetSummary[]; chosen: string; empty: string; onPick: (asset: AssetSummary) => void }) {
  const find = useCallback((query: string) => assets.filter((asset) => `${asset.name} ${asset.description}`.toLowerCase().includes(query.toLowerCase())), [assets])
  return (
    <SearchList
      things="data assets"
      className="w-full"
      find={find}
      keyOf={(asset) => asset.name}
      chosen={(asset) => asset.name === chosen}
      onPick={onPick}
      row={(asset) => (
        <div className="min-w-0 py-1">
          <p className="truncate">{asset.name}</p>
          <p className="text-sm text-muted tabular">{asset.latest.rows != null && asset.latest.columns ? `${formatCount(asset.latest.rows, 'row')} × ${formatCount(asset.latest.columns.length, 'column')}` : 'not read yet'}</p>
        </div>
      )}
      nothing={(query) => (query ? `Nothing is called “${query}”.` : empty)}
    />
  )
}
