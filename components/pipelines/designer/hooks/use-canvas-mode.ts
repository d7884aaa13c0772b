import { useEffect, useMemo, useState } from 'react'

/** What a drag on the empty canvas does: draws a box around steps, or moves the view. */
export type Tool = 'select' | 'hand'

export interface CanvasMode {
  tool: Tool
  setTool: (tool: Tool) => void
  /** Steps may be moved and wired here: wide enough, and allowed. */
  draw: boolean
  narrow: boolean
  props: { panOnDrag: boolean | number[]; selectionOnDrag: boolean; panOnScroll: boolean; elementsSelectable: boolean }
}

/** Below this width the canvas is for reading and running. */
const drawingWidth = '(min-width: 768px)'

export function useCanvasMode(canEdit: boolean): CanvasMode {
  const [tool, setTool] = useState<Tool>('select')
  const narrow = useNarrow()
  return useMemo(() => {
    const hand = tool === 'hand' || narrow
    return {
      tool,
      setTool,
      narrow,
      draw: canEdit && !narrow,
      // The middle and the right button always move the view; so does the space bar.
      props: { panOnDrag: hand ? true : [1, 2], selectionOnDrag: !hand, panOnScroll: !narrow, elementsSelectable: true },
    }
  }, [tool, narrow, canEdit])
}

/** Whether the window is too narrow for drawing. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(false)
  useEffect(() => {
    const query = window.matchMedia(drawingWidth)
    const tell = () => setNarrow(!query.matches)
    tell()
    query.addEventListener('change', tell)
    return () => query.removeEventListener('change', tell)
  }, [])
  return narrow
}
