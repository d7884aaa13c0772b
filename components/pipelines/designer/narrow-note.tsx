'use client'

import { Panel } from '@xyflow/react'

/** On a narrow screen: what works here, and where to draw. */
export function NarrowNote() {
  return (
    <Panel position="top-center">
      <p className="rounded-md bg-raised px-2 py-1 text-center text-sm text-muted shadow-pop">Read, pan and run here; drawing wants a wider screen.</p>
    </Panel>
  )
}
