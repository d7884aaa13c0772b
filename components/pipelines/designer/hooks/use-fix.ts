import { useCallback } from 'react'
import { useReactFlow } from '@xyflow/react'
import type { Problem } from '@/lib/catalog/types'
import { applyFix, fixWords } from '../../actions/apply-fix'
import { useDesigner } from '../designer-context'
import type { CanvasNode, WireEdge } from '../flow-elements'
import { selectSteps } from './use-flow-sync'

/** Makes a problem's repair, shows the step that it added, and says so. */
export function useFix(): (problem: Problem) => void {
  const { draft, hint } = useDesigner()
  const flow = useReactFlow<CanvasNode, WireEdge>()
  return useCallback(
    (problem) => {
      const added = applyFix(draft, problem)
      const words = problem.fix && fixWords(problem.fix)
      if (words) hint.set(`${words.replace(/^Adds/, 'Added').replace(/^Changes/, 'Changed')}; undo takes it back.`)
      if (added) selectSteps(flow, [added], { show: true })
    },
    [draft, hint, flow],
  )
}
