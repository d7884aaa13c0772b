'use client'

import { Bookmark, Hand, Maximize, Minus, MousePointer2, Plus, Search } from 'lucide-react'
import { Panel, useReactFlow, useViewport } from '@xyflow/react'
import { Button } from '@/components/ui/button'
import { useKeyLabels } from '@/components/shell/keys'
import { Tooltip } from '@/components/ui/tooltip'
import { useDesigner } from './designer-context'
import { fitOptions } from './fit-options'
import type { CanvasMode, Tool } from './hooks/use-canvas-mode'

const tools: { value: Tool; label: string; keys: string; icon: typeof Hand }[] = [
  { value: 'select', label: 'Drag draws a box', keys: 'V', icon: MousePointer2 },
  { value: 'hand', label: 'Drag moves the view', keys: 'H', icon: Hand },
]

/** Bottom left: what a drag does, and the zoom. */
export function CanvasTools({ mode }: { mode: CanvasMode }) {
  const flow = useReactFlow()
  const { panel } = useDesigner()
  const labels = useKeyLabels()
  return (
    <Panel position="bottom-left" className="flex items-center gap-1 rounded-md border border-line bg-surface p-0.5">
      {!mode.narrow &&
        tools.map(({ value, label, keys, icon }) => (
          <Tooltip key={value} content={label} keys={keys} side="top">
            <Button variant="ghost" size="sm" icon={icon} aria-label={label} aria-pressed={mode.tool === value} className={mode.tool === value ? 'bg-selected text-link' : undefined} onClick={() => mode.setTool(value)} />
          </Tooltip>
        ))}
      <Tooltip content="Zoom out" keys="−" side="top">
        <Button variant="ghost" size="sm" icon={Minus} aria-label="Zoom out" onClick={() => void flow.zoomOut()} />
      </Tooltip>
      <ZoomLevel />
      <Tooltip content="Zoom in" keys="+" side="top">
        <Button variant="ghost" size="sm" icon={Plus} aria-label="Zoom in" onClick={() => void flow.zoomIn()} />
      </Tooltip>
      <Tooltip content="Show all steps" keys="F" side="top">
        <Button variant="ghost" size="sm" icon={Maximize} aria-label="Show all steps" onClick={() => void flow.fitView(fitOptions)} />
      </Tooltip>
      <Tooltip content="Find a step" keys={labels('mod+f')[0]} side="top">
        <Button variant="ghost" size="sm" icon={Search} aria-label="Find a step" onClick={() => panel.set({ kind: 'find' })} />
      </Tooltip>
      <Tooltip content="Kept views" keys="1–9" side="top">
        <Button variant="ghost" size="sm" icon={Bookmark} aria-label="Kept views" onClick={() => panel.set(panel.get()?.kind === 'views' ? null : { kind: 'views' })} />
      </Tooltip>
    </Panel>
  )
}

function ZoomLevel() {
  const { zoom } = useViewport()
  const flow = useReactFlow()
  return (
    <Tooltip content="Back to 100 %" keys="0" side="top">
      <Button variant="ghost" size="sm" className="w-12 tabular" onClick={() => void flow.zoomTo(1)}>
        {Math.round(zoom * 100)} %
      </Button>
    </Tooltip>
  )
}
