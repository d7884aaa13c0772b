'use client'

import { useEffect } from 'react'
import { Panel } from '@xyflow/react'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'

/** One line at the top of the canvas that goes by itself: why a wire was refused, what was undone. */
export function CanvasHint() {
  const { hint } = useDesigner()
  const text = useStore(hint)
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => hint.set(null), 5_000)
    return () => clearTimeout(timer)
  }, [text, hint])
  return (
    <Panel position="top-center" className="pointer-events-none">
      <div role="status">{text !== null && <p className="animate-appear rounded-md bg-raised px-3 py-1.5 text-sm shadow-pop">{text}</p>}</div>
    </Panel>
  )
}
