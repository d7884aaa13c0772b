'use client'

import { useId, useRef, useState } from 'react'
import { ChartSpline, Download, Table2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { Segmented } from '@/components/ui/segmented'
import { ChartTableView } from './chart-table-view'
import { csvBlob, pngBlob, save, svgDocument, type LegendEntry } from './export-chart'
import type { Frame } from './prepare/spec'

export interface ChartCardProps {
  spec: Frame
  /** What the exported picture lists below the drawing. */
  legend?: LegendEntry[]
  /** Between the title and the drawing. */
  controls?: React.ReactNode
  /** Behind the ways to take it along. */
  actions?: React.ReactNode
  className?: string
  /** The drawing has a role of its own because it can be used, not only seen. */
  interactive?: boolean
  /** Of the title, among the page's headings. */
  level?: 2 | 3
  /** It is about to be replaced by another drawing, in this frame. */
  stale?: boolean | undefined
  /** The picture to take along, where the drawing is no SVG. */
  picture?: (() => { text: string; width: number; height: number }) | undefined
  /** Where the numbers can be fetched, where the table has not all of them. */
  csv?: string | undefined
  children: React.ReactNode
}

/** The frame of every chart: what is shown, the drawing or its table, and the ways to take it along. */
export function ChartCard({ spec, legend = [], controls, actions, className, interactive, level = 3, stale = false, picture: made, csv, children }: ChartCardProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const [problem, setProblem] = useState<{ spec: Frame; text: string } | null>(null)
  const drawing = useRef<HTMLDivElement>(null)
  const title = useId()
  const Heading = `h${level}` as const
  const charted = view === 'chart' && spec.empty === null
  const picture = async (kind: 'svg' | 'png') => {
    try {
      const taken = made ? made() : svgDocument(await drawnSvg(drawing), spec, legend)
      save(kind === 'svg' ? new Blob([taken.text], { type: 'image/svg+xml' }) : await pngBlob(taken), `${spec.fileName}.${kind}`)
      setProblem(null)
    } catch (error) {
      setProblem({ spec, text: error instanceof Error ? error.message : 'The picture could not be made. Take the CSV instead.' })
    }
  }
  return (
    <section data-chart-card aria-labelledby={title} className={cn('flex min-w-0 flex-col rounded-md border border-line bg-surface', className)}>
      <header className="flex items-start gap-2 px-3 pt-2.5">
        <div className="min-w-0 flex-1">
          <Heading id={title} className="font-semibold">
            {spec.title}
          </Heading>
          <p className="text-sm text-muted">{spec.subtitle}</p>
        </div>
        {spec.empty === null && (
          <>
            <Segmented
              aria-label={`View of ${spec.title}`}
              value={view}
              onValueChange={setView}
              options={[
                { value: 'chart', label: 'Chart', icon: ChartSpline, iconOnly: true },
                { value: 'table', label: 'Table', icon: Table2, iconOnly: true },
              ]}
            />
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <Button variant="ghost" size="sm" icon={Download} aria-label={`Download ${spec.title}`} className="mt-0.5" />
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                <DropdownMenuItem disabled={!charted} onSelect={() => void picture('png')}>
                  Picture (PNG)
                </DropdownMenuItem>
                <DropdownMenuItem disabled={!charted} onSelect={() => void picture('svg')}>
                  Drawing (SVG)
                </DropdownMenuItem>
                {csv !== undefined && (
                  <DropdownMenuItem asChild>
                    <a href={csv} download={`${spec.fileName}.csv`}>
                      Every point (CSV)
                    </a>
                  </DropdownMenuItem>
                )}
                <DropdownMenuItem onSelect={() => save(csvBlob(spec), `${spec.fileName}${csv === undefined ? '' : '-summary'}.csv`)}>Table (CSV)</DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
          </>
        )}
        {actions}
      </header>
      {problem?.spec === spec && (
        <p role="alert" className="px-3 pt-1 text-sm text-failed">
          {problem.text}
        </p>
      )}
      {charted && controls}
      <div ref={drawing} aria-busy={stale} className={cn('min-w-0 px-3 pt-2 pb-3', stale && 'opacity-60')}>
        {spec.empty !== null ? (
          <p className="flex min-h-32 items-center justify-center rounded-sm bg-sunken px-6 text-center text-muted">{spec.empty}</p>
        ) : charted ? (
          <div role={interactive ? 'group' : 'img'} aria-label={spec.description}>{children}</div>
        ) : (
          <ChartTableView table={spec.table} label={spec.title} />
        )}
      </div>
    </section>
  )
}

const longestWaitMs = 5_000

/** The drawing, waited for where it is being fetched: a choice made at that moment is not lost. @throws Error where none comes. */
async function drawnSvg(place: React.RefObject<HTMLDivElement | null>): Promise<SVGSVGElement> {
  const begun = performance.now()
  for (;;) {
    const svg = place.current?.querySelector('svg')
    if (svg) return svg
    if (performance.now() - begun > longestWaitMs) throw new Error('There is no drawing yet. Wait until it is there, or take the CSV.')
    await new Promise(requestAnimationFrame)
  }
}
