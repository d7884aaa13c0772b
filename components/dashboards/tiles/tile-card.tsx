'use client'

import { memo, useId, useMemo, useRef, useState } from 'react'
import Link from 'next/link'
import { CircleAlert, Ellipsis } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { lateMenu } from '@/components/ui/late-menu'
import { showToast } from '@/components/ui/toast'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { DashboardFilters, Tile } from '@/lib/dashboards/schema'
import { frameOf } from './frames'
import { usualTitle } from './kinds'
import { TileBody } from './tile-body'
import type { TileEdits, TileMenuProps } from './tile-menu'
import { useSeen, useTile } from './use-tile'

const Menu = lateMenu<TileMenuProps>(() => import('./tile-menu').then((module) => module.TileMenu))
const clock = (ms: number) => new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

export interface TileCardProps {
  tile: Tile
  filters: DashboardFilters
  /** While the dashboard is arranged. */
  edits?: TileEdits | null
  selected?: boolean
}

/** One tile: its title, what it shows, as of when, and where the numbers come from. */
export const TileCard = memo(function TileCard({ tile, filters, edits = null, selected = false }: TileCardProps) {
  const { slug } = useWorkspace()
  const { ref, seen } = useSeen<HTMLElement>()
  const drawing = useRef<HTMLDivElement>(null)
  const heading = useId()
  const [asTable, setAsTable] = useState(false)
  const query = useTile(tile, filters, seen)
  const { data, error } = query
  const title = tile.title || usualTitle(tile.view)
  // Data of the kind before stays in sight only until the new kind's is there.
  const fitting = data?.kind === tile.view.kind ? data : undefined
  const frame = useMemo(() => (fitting ? frameOf(tile, fitting, slug) : null), [fitting, tile, slug])
  const evidence = frame?.evidence ?? null
  const chart = frame?.chart && frame.empty === null ? frame.chart : null
  const fileName = `${title}`.replace(/[^\p{L}\p{N}._-]+/gu, '-')
  const failed = error && !query.isPlaceholderData && (!fitting || query.errorUpdatedAt > query.dataUpdatedAt)
  async function picture(kind: 'png' | 'svg') {
    const svg = drawing.current?.querySelector<SVGSVGElement>('svg.recharts-surface')
    if (!svg || !chart) return
    const { pngBlob, save, svgDocument } = await import('@/components/charts/export-chart')
    const legend = chart.draw === 'lines' ? chart.legend.map(({ name, colour, dash }) => ({ label: name, colour, dash })) : chart.draw === 'days' ? chart.legend.map(({ name, colour }) => ({ label: name, colour })) : []
    try {
      const made = svgDocument(svg, { ...chart.spec, title }, legend)
      save(kind === 'svg' ? new Blob([made.text], { type: 'image/svg+xml' }) : await pngBlob(made), `${fileName}.${kind}`)
    } catch (cause) {
      showToast({ message: cause instanceof Error ? cause.message : 'The picture could not be made.', tone: 'error' })
    }
  }
  const csv = async () => {
    const { save } = await import('@/components/charts/export-chart')
    const { toCsv } = await import('@/components/charts/prepare/csv')
    if (frame?.table) save(new Blob(['\uFEFF', toCsv(frame.table)], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`)
  }
  return (
    <section ref={ref} role="group" data-chart-card data-tile={tile.id} aria-labelledby={heading} aria-busy={query.isFetching || undefined} className={cn('group/tile flex h-full min-h-0 min-w-0 flex-col rounded-md border border-line bg-surface', selected && 'border-ring')}>
      <header className={cn('flex h-9 shrink-0 items-center gap-2 pr-1.5 pl-3', edits && 'tile-handle cursor-grab active:cursor-grabbing')}>
        <h2 id={heading} className="min-w-0 shrink truncate font-semibold">
          {evidence && !edits ? (
            <Link href={evidence.href} className="hover:underline">
              {title}
            </Link>
          ) : (
            title
          )}
        </h2>
        {frame?.subtitle && <span className="min-w-0 flex-[1_10_0] truncate text-sm text-muted" title={frame.subtitle}>{frame.subtitle}</span>}
        <span className="ml-auto flex shrink-0 items-center gap-1">
          {failed && fitting && <CircleAlert aria-label={`Not up to date: ${error.message}`} role="img" className="size-3.5 text-warning" />}
          {query.dataUpdatedAt > 0 && tile.w > 3 && <span className="text-xs text-faint tabular opacity-0 transition-opacity group-focus-within/tile:opacity-100 group-hover/tile:opacity-100 max-sm:hidden">as of {clock(query.dataUpdatedAt)}</span>}
          <Menu evidence={evidence} charted={chart !== null} asTable={asTable} onTable={setAsTable} onPicture={(kind) => void picture(kind)} onCsv={frame?.table && frame.empty === null ? () => void csv() : null} onRefresh={() => void query.refetch()} edits={edits}>
            <Button variant="ghost" size="sm" icon={Ellipsis} aria-label={`More about ${title}`} className="tile-quiet text-muted" />
          </Menu>
        </span>
      </header>
      <div ref={drawing} className={cn('min-h-0 flex-1 px-3 pb-2.5 transition-opacity', query.isPlaceholderData && 'opacity-60')}>
        {failed && !fitting ? <Failure message={error.message} onRetry={() => void query.refetch()} /> : <TileBody tile={tile} data={fitting} frame={frame} asTable={asTable} title={title} />}
      </div>
    </section>
  )
})

function Failure({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-2 overflow-auto px-2 text-center text-muted">
      <p className="flex items-start gap-1.5">
        <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning" />
        {message}
      </p>
      <Button size="sm" className="tile-quiet" onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
