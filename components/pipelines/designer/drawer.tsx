'use client'

import { useEffect, useRef, useState } from 'react'
import { useStore } from '../draft/store'
import { SamplePill } from '../sample/lazy-sample'
import { useDesigner } from './designer-context'
import type { DrawerTab } from './drawer-content'
import { useNarrow } from './hooks/use-canvas-mode'
import { DrawerContent } from './lazy-parts'

const least = 140

/** Below the canvas: what the selected step would give, or what came out of the port, edge or step that was pressed. */
export function Drawer() {
  const { shown, run, selection, canEdit } = useDesigner()
  const open = useStore(shown)
  const { view, byNode } = useStore(run)
  const chosen = useStore(selection, (value) => value.nodes[0])
  const [height, setHeight] = useState(320)
  // Until a tab is pressed, it is whichever has something to show.
  const [tab, setTab] = useState<DrawerTab | null>(null)
  const samples = !useNarrow() && canEdit
  useEffect(() => {
    if (!open) setTab(null)
  }, [open])
  if (!open || (!view && !samples)) {
    if (!samples || !chosen) return null
    return (
      <div className="relative h-0">
        <SamplePill
          onOpen={(node) => {
            setTab('sample')
            shown.set({ node, port: null })
          }}
        />
      </div>
    )
  }
  // The sample follows the selection, also where the keyboard moves it.
  const node = (tab === 'sample' && !open.port && chosen) || open.node || chosen || ''
  return (
    <section aria-label={view ? 'Results' : 'Sample'} style={{ height }} className="relative flex max-h-[75%] shrink-0 flex-col border-t border-line bg-surface">
      <Grip height={height} onHeight={setHeight} />
      <DrawerContent key={view?.id} view={view} step={byNode.get(node)} open={open} node={node} samples={samples} tab={tab} onTab={setTab} />
    </section>
  )
}

/** Drag, or the arrow keys, to change the height. The drag moves the element itself; React hears of it at the end. */
function Grip({ height, onHeight }: { height: number; onHeight: (height: number) => void }) {
  const start = useRef<{ y: number; height: number; at: number }>(null)
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the results"
      aria-valuenow={height}
      aria-valuemin={least}
      tabIndex={0}
      className="absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize touch-none hover:bg-ring/30"
      onPointerDown={(event) => {
        start.current = { y: event.clientY, height: event.currentTarget.parentElement!.clientHeight, at: height }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (!start.current) return
        start.current.at = Math.max(least, start.current.height + start.current.y - event.clientY)
        event.currentTarget.parentElement!.style.height = `${start.current.at}px`
      }}
      onPointerUp={() => {
        if (start.current) onHeight(start.current.at)
        start.current = null
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') onHeight(height + 40)
        else if (event.key === 'ArrowDown') onHeight(Math.max(least, height - 40))
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
