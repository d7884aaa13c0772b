'use client'

import { useState } from 'react'
import Link from 'next/link'
import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { fieldClass, Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { AssetSummary } from '@/lib/data/schema'
import { useAssets } from '../../hooks/use-assets'
import type { FieldProps } from './field-props'

interface AssetValue {
  name: string
  version: number | 'latest'
}

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
            assets={assets.data ?? []}
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

function AssetList({ assets, empty, onPick }: { assets: AssetSummary[]; empty: string; onPick: (asset: AssetSummary) => void }) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = assets.filter((asset) => `${asset.name} ${asset.description}`.toLowerCase().includes(query.toLowerCase()))
  return (
    <>
      <Input
        autoFocus
        aria-label="Search data"
        placeholder="Search data"
        value={query}
        onChange={(event) => (setQuery(event.target.value), setActive(0))}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setActive((index) => Math.max(0, Math.min(found.length - 1, index + (event.key === 'ArrowDown' ? 1 : -1))))
          } else if (event.key === 'Enter' && found[active]) {
            event.preventDefault()
            onPick(found[active])
          }
        }}
      />
      <div role="listbox" aria-label="Data assets" className="mt-1 max-h-64 overflow-y-auto">
        {found.map((asset, index) => (
          <div key={asset.name} role="option" aria-selected={index === active} onPointerMove={() => setActive(index)} onClick={() => onPick(asset)} className={cn('rounded-sm px-2 py-1', index === active && 'bg-hover')}>
            <p className="truncate">{asset.name}</p>
            <p className="text-sm text-muted tabular">
              {asset.latest.rows != null && asset.latest.columns ? `${formatCount(asset.latest.rows, 'row')} × ${formatCount(asset.latest.columns.length, 'column')}` : 'not read yet'}
            </p>
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-sm text-muted">{query ? `Nothing is called “${query}”.` : empty}</p>}
      </div>
    </>
  )
}
