'use client'

import type { ReactNode } from 'react'
import Link from 'next/link'
import { ArrowUpRight, ChartSpline, Copy, Download, ImageDown, RefreshCw, Settings2, Table2, Trash2 } from 'lucide-react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'

export interface TileEdits {
  settings: () => void
  duplicate: () => void
  remove: () => void
  /** On a narrow screen, where tiles are in one column. */
  earlier?: () => void
  later?: () => void
}

export interface TileMenuProps {
  trigger: ReactNode
  evidence: { href: string; label: string } | null
  charted: boolean
  asTable: boolean
  onTable: (asTable: boolean) => void
  onPicture: (kind: 'png' | 'svg') => void
  onCsv: (() => void) | null
  onRefresh: () => void
  edits: TileEdits | null
}

export function TileMenu({ trigger, evidence, charted, asTable, onTable, onPicture, onCsv, onRefresh, edits }: TileMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {edits && (
          <>
            <DropdownMenuItem icon={Settings2} keys="Enter" onSelect={edits.settings}>Settings</DropdownMenuItem>
            {edits.earlier && <DropdownMenuItem onSelect={edits.earlier}>Move up</DropdownMenuItem>}
            {edits.later && <DropdownMenuItem onSelect={edits.later}>Move down</DropdownMenuItem>}
            <DropdownMenuItem icon={Copy} onSelect={edits.duplicate}>Duplicate</DropdownMenuItem>
            <DropdownMenuItem icon={Trash2} keys="Del" danger onSelect={edits.remove}>Remove</DropdownMenuItem>
            <DropdownMenuSeparator />
          </>
        )}
        {evidence && (
          <DropdownMenuItem asChild>
            <Link href={evidence.href} className="flex min-h-7 items-center gap-2 px-2">
              <ArrowUpRight aria-hidden className="size-4 opacity-75" strokeWidth={1.75} />
              {evidence.label === 'Run' ? 'Open the run' : evidence.label === 'Labeling' ? 'Open labeling' : 'Show the runs behind it'}
            </Link>
          </DropdownMenuItem>
        )}
        {charted && <DropdownMenuItem icon={asTable ? ChartSpline : Table2} onSelect={() => onTable(!asTable)}>{asTable ? 'Show as chart' : 'Show as table'}</DropdownMenuItem>}
        <DropdownMenuItem icon={RefreshCw} onSelect={onRefresh}>Read again</DropdownMenuItem>
        {charted && !asTable && <DropdownMenuItem icon={ImageDown} onSelect={() => onPicture('png')}>Download picture (PNG)</DropdownMenuItem>}
        {charted && !asTable && <DropdownMenuItem icon={ImageDown} onSelect={() => onPicture('svg')}>Download drawing (SVG)</DropdownMenuItem>}
        {onCsv && <DropdownMenuItem icon={Download} onSelect={onCsv}>Download table (CSV)</DropdownMenuItem>}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
