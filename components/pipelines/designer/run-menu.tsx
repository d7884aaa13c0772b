'use client'

import { useEffect } from 'react'
import { ChevronDown, Play } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useKeyLabels } from '@/components/shell/keys'
import { Tooltip } from '@/components/ui/tooltip'
import { formatCount } from '@/components/ui/format'
import { useStore } from '../draft/store'
import { useDesigner } from './designer-context'
import type { useSubmitRun } from './hooks/use-submit-run'
import { RunItems } from './lazy-parts'

/** Run, and its variants. */
export function RunMenu({ submit }: { submit: ReturnType<typeof useSubmitRun> }) {
  const { canRun, checked, draft, hint } = useDesigner()
  const empty = useStore(draft.graph, (graph) => graph.nodes.length === 0)
  const errors = useStore(checked, ({ analysis }) => analysis.problems.filter((problem) => problem.severity === 'error').length)
  const labels = useKeyLabels()
  const { mutate, isPending, error } = submit
  useEffect(() => {
    if (error) hint.set(error.message)
  }, [error, hint])
  if (!canRun) return null
  return (
    <span className="flex">
      <Tooltip content={errors > 0 ? `${formatCount(errors, 'error')} to solve first` : 'Run the pipeline'} keys={labels('mod+enter')[0]}>
        <Button variant="primary" size="sm" icon={Play} busy={isPending} aria-disabled={empty || undefined} className="rounded-r-none" onClick={() => !empty && mutate({})}>
          Run
        </Button>
      </Tooltip>
      <RunItems submit={submit}>
        <Button variant="primary" size="sm" icon={ChevronDown} aria-label="More ways to run" disabled={empty} className="rounded-l-none border-l-accent-fg/30" />
      </RunItems>
    </span>
  )
}
