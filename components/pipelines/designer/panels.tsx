'use client'

import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import { ConnectDialog, QuickAdd, StepMenu, VersionsDialog } from './lazy-parts'

/** What lies over the canvas for a moment. */
export function Panels() {
  const { panel } = useDesigner()
  const open = useStore(panel)
  if (open?.kind === 'quick-add') return <QuickAdd open={open} />
  if (open?.kind === 'connect') return <ConnectDialog node={open.node} />
  if (open?.kind === 'step-menu') return <StepMenu open={open} />
  if (open?.kind === 'versions') return <VersionsDialog />
  return null
}
