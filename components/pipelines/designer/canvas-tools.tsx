'use client'

import { Hand, Maximize, Minus, MousePointer2, Plus } from 'lucide-react'
import { Panel, useReactFlow, useViewport } from '@xyflow/react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Tooltip } from '@/components/ui/tooltip'
import { useDesigner } from './designer-context'
import { fitOptions } from './fit-options'
import type { CanvasMode, Tool } from './hooks/use-canvas-mode'

const tools: { value: Tool; label: string; icon: typeof Hand; iconOnly: true }[] = [
  { value: 'select', label: 'Select (V)', icon: MousePointer2, iconOnly: true },
  { value: 'hand', label: 'Move the view (H)', icon: Hand, iconOnly: true },
]

/** Bottom left: what a drag does, and the zoom. */
export function CanvasTools({ mode }: { mode: CanvasMode }) {
  const flow = useReactFlow()
  const { canEdit } = useDesigner()
  return (
    <Panel position="bottom-left" className="flex items-center gap-1 rounded-md border border-line bg-surface p-0.5">
      {!mode.narrow && canEdit && <Segmented aria-label="What a drag does" value={mode.tool} onValueChange={mode.setTool} options={tools} className="h-6 bg-transparent p-0" />}
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
