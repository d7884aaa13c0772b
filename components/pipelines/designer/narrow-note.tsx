'use client'

import { Panel } from '@xyflow/react'

/** On a narrow screen: what works here, and where to draw. */
export function NarrowNote() {
  return (
    <Panel position="bottom-center" className="pointer-events-none !mb-14">
      <p className="rounded-sm bg-raised px-2 py-0.5 text-xs whitespace-nowrap text-muted">Read, pan and run here; drawing wants a wider screen.</p>
    </Panel>
  )
}
