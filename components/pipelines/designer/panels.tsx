'use client'

import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import { BookmarksPanel, ConnectDialog, FindBar, MakeComponent, MarkMenu, QuickAdd, RunWith, StepMenu, VersionsDialog } from './lazy-parts'

/** What lies over the canvas for a moment. */
export function Panels() {
  const { panel } = useDesigner()
  const open = useStore(panel)
  if (open?.kind === 'quick-add') return <QuickAdd open={open} />
  if (open?.kind === 'connect') return <ConnectDialog node={open.node} />
  if (open?.kind === 'step-menu') return <StepMenu open={open} />
  if (open?.kind === 'mark-menu') return <MarkMenu open={open} />
  if (open?.kind === 'run-with') return <RunWith />
  if (open?.kind === 'versions') return <VersionsDialog />
  if (open?.kind === 'make-component') return <MakeComponent nodes={open.nodes} />
  return null
}

/** What lies in a corner of the canvas while one goes on working on it. */
export function CanvasPanels() {
  const { panel } = useDesigner()
  const kind = useStore(panel, (open) => open?.kind)
  if (kind === 'find') return <FindBar />
  return kind === 'views' ? <BookmarksPanel /> : null
}
