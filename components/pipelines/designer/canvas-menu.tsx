'use client'

import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useDesigner, type Panel } from './designer-context'

/** A menu at a point of the canvas; the step or mark that it is about has the keyboard again afterwards. */
export function CanvasMenu({ open, label, children }: { open: Extract<Panel, { kind: 'step-menu' | 'mark-menu' }>; label: string; children: React.ReactNode }) {
  const { panel } = useDesigner()
  const { node, at } = open
  return (
    <DropdownMenu open onOpenChange={(next) => !next && panel.get() === open && panel.set(null)}>
      <DropdownMenuTrigger asChild>
        <span tabIndex={-1} className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        sideOffset={0}
        aria-label={label}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          // What the menu opened has the keyboard already.
          if (panel.get() === null) document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)?.focus({ preventScroll: true })
        }}
      >
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
