'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatDuration } from '@/components/ui/format'
import { Tooltip } from '@/components/ui/tooltip'
import { ChartCard } from './chart-card'
import { GanttDrawing } from './gantt-drawing'
import { ganttLooks } from './gantt-parts'
import { ganttParts, type GanttSpec } from './prepare/gantt'
import { ganttFrame } from './prepare/gantt-frame'
import { moveWindow, zoomWindow, type TimeWindow } from './prepare/time-window'
import { useWidth } from './use-width'

export interface GanttChartProps {
  spec: GanttSpec
  name: string
  selected: string | null
  onSelect: (node: string) => void
}

/** Where the time of a run went. Zoom with the buttons, + and −, or the wheel with Ctrl; arrows walk and move. */
export function GanttChart({ spec, name, selected, onSelect }: GanttChartProps) {
  const [chosen, setChosen] = useState<TimeWindow | null>(null)
  const { ref, width } = useWidth<HTMLDivElement>()
  const frame = useMemo(() => ganttFrame(spec, name, formatDuration), [spec, name])
  // Until it is zoomed, the window grows with the run.
  const shown = chosen ?? { from: 0, to: spec.span }
  const zoom = (factor: number, at = 0.5) => setChosen((before) => zoomWindow(before ?? { from: 0, to: spec.span }, factor, at, spec.span))
  const active = spec.rows.findIndex((row) => row.node === selected)
  // Fast presses come before the selection is back from the address bar.
  const cursor = useRef(active)
  useEffect(() => {
    cursor.current = active
  }, [active])

  const keys = (event: React.KeyboardEvent) => {
    const step = (by: number) => {
      cursor.current = Math.max(0, Math.min(spec.rows.length - 1, cursor.current + by))
      const next = spec.rows[cursor.current]
      if (next) onSelect(next.node)
    }
    const acts: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => step(-spec.rows.length),
      End: () => step(spec.rows.length),
      ArrowLeft: () => setChosen(moveWindow(shown, -0.2, spec.span)),
      ArrowRight: () => setChosen(moveWindow(shown, 0.2, spec.span)),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
      '0': () => setChosen(null),
    }
    if (!acts[event.key] || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    acts[event.key]?.()
  }

  return (
    <ChartCard
      spec={frame}
      interactive
      level={2}
      legend={[...ganttParts.map((part) => ({ label: ganttLooks[part].word, colour: ganttLooks[part].colour })), ...(spec.critical.length > 0 ? [{ label: 'longest path', colour: 'var(--warning)' }] : [])]}
      controls={<GanttControls onZoom={zoom} onFit={() => setChosen(null)} fitted={chosen === null} critical={spec.critical.length > 0} />}
    >
      <div ref={ref} className="min-w-0">
        <div role="tree" tabIndex={0} aria-label={frame.description} aria-activedescendant={active >= 0 ? `gantt-${spec.rows[active]?.node}` : undefined} onKeyDown={keys} className="rounded-sm">
          {width > 0 && <GanttDrawing spec={spec} width={width} shown={shown} selected={selected} onSelect={onSelect} onZoom={zoom} />}
        </div>
      </div>
    </ChartCard>
  )
}

function GanttControls({ onZoom, onFit, fitted, critical }: { onZoom: (factor: number) => void; onFit: () => void; fitted: boolean; critical: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-1.5 text-sm text-muted">
      {ganttParts.map((part) => (
        <span key={part} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-xs" style={{ background: ganttLooks[part].colour, opacity: ganttLooks[part].opacity }} />
          {ganttLooks[part].word}
        </span>
      ))}
      {critical && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="h-0.5 w-3 bg-warning" />
          longest path
        </span>
      )}
      <span className="ml-auto flex items-center">
        <Tooltip content="Zoom out" keys="−">
          <Button variant="ghost" size="sm" icon={ZoomOut} aria-label="Zoom out" onClick={() => onZoom(2)} disabled={fitted} />
        </Tooltip>
        <Tooltip content="Zoom in" keys="+">
          <Button variant="ghost" size="sm" icon={ZoomIn} aria-label="Zoom in" onClick={() => onZoom(0.5)} />
        </Tooltip>
        <Tooltip content="Whole run" keys="0">
          <Button variant="ghost" size="sm" icon={Maximize2} aria-label="Show the whole run" onClick={onFit} disabled={fitted} />
        </Tooltip>
      </span>
    </div>
  )
}
