'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { Tile } from '@/lib/dashboards/schema'
import type { TileData } from '@/lib/dashboards/tile-data'
import { HoursList, LabelingList } from '../overview/usage-lists'
import type { Frame } from './frames'
import { NumberBody } from './number-body'
import { RunsBody } from './runs-body'

const ChartBody = dynamic(() => import('./chart-body'), { ssr: false, loading: () => <Skeleton className="h-full" /> })
const NoteText = dynamic(() => import('./note-text'))

export interface TileBodyProps {
  tile: Tile
  data: TileData | undefined
  frame: Frame | null
  asTable: boolean
  title: string
}

/** What is in a tile, by its kind. */
export function TileBody({ tile, data, frame, asTable, title }: TileBodyProps) {
  const { slug } = useWorkspace()
  if (tile.view.kind === 'text') return tile.view.text.trim() ? <div className="h-full overflow-auto" tabIndex={0} role="group" aria-label={title}><NoteText text={tile.view.text} /></div> : <Say>Nothing is written here yet.</Say>
  if (!data || !frame) return <Skeleton className="h-full" />
  if (frame.empty !== null) return <Say>{frame.empty}</Say>
  if (frame.chart) return <ChartBody chart={frame.chart} asTable={asTable} evidence={frame.evidence?.href ?? null} />
  switch (data.kind) {
    case 'number':
      return <NumberBody data={data} workspace={slug} />
    case 'best':
    case 'runs':
      return <RunsBody data={data} workspace={slug} ranked={data.kind === 'best'} label={title} />
    case 'hours':
      return <Scrolled label={title}><HoursList workspace={slug} hours={data} days={data.days} /></Scrolled>
    case 'labeling':
      return <Scrolled label={title}><LabelingList workspace={slug} projects={data.projects} /></Scrolled>
    default:
      return null
  }
}

function Scrolled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div role="group" aria-label={label} tabIndex={0} className="h-full overflow-auto [&>ul]:rounded-none [&>ul]:border-0">
      {children}
    </div>
  )
}

/** Why there is nothing to see, in one line. */
export function Say({ children }: { children: React.ReactNode }) {
  return <p className="flex h-full items-center justify-center overflow-auto px-2 text-center text-muted">{children}</p>
}
