'use client'

import { useRef, useState } from 'react'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import { DrawerContent } from './lazy-parts'

const least = 140

/** Below the canvas: what came out of the port, edge or step that was pressed. */
export function Drawer() {
  const { shown, run, selection } = useDesigner()
  const open = useStore(shown)
  const view = useStore(run, (state) => state.view)
  const chosen = useStore(selection, (value) => value.nodes[0])
  const [height, setHeight] = useState(320)
  if (!open || !view) return null
  const node = open.node || chosen || ''
  return (
    <section aria-label="Results" style={{ height }} className="relative flex max-h-[75%] shrink-0 flex-col border-t border-line bg-surface">
      <Grip height={height} onHeight={setHeight} />
      <DrawerContent key={view.id} view={view} step={view.steps.find((step) => step.node === node)} open={open} />
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
