'use client'

import { CircleAlert, EyeOff, TriangleAlert, Undo2 } from 'lucide-react'
import type { Problem } from '@/lib/catalog/types'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { fixWords } from '../actions/apply-fix'
import { dismissWarning } from '../actions/dismiss-warning'
import { useDesigner } from './designer-context'
import { useFix } from './hooks/use-fix'

/** One problem in words, with its repair. */
export function ProblemLine({ node, problem }: { node: string; problem: Problem }) {
  const { canEdit } = useDesigner()
  return (
    <li className="flex gap-1.5">
      <ProblemSign problem={problem} />
      <div className="min-w-0 flex-1 text-sm">
        <p className={cn('break-words', problem.dismissed && 'text-muted')}>{problem.message}</p>
        {canEdit && <ProblemActions problem={{ ...problem, node }} className="mt-1" />}
      </div>
    </li>
  )
}

/** How bad it is, as a sign. */
export function ProblemSign({ problem: { severity, dismissed } }: { problem: Problem }) {
  const Icon = dismissed ? EyeOff : severity === 'error' ? CircleAlert : TriangleAlert
  const word = dismissed ? 'Dismissed' : severity === 'error' ? 'Error' : 'Warning'
  return <Icon role="img" aria-label={word} className={cn('mt-0.5 size-3.5 shrink-0', dismissed ? 'text-faint' : severity === 'error' ? 'text-failed' : 'text-warning')} />
}

/** The repair, and for a warning the button that sets it aside. */
export function ProblemActions({ problem, className }: { problem: Problem; className?: string }) {
  const { draft } = useDesigner()
  const fix = useFix()
  if (problem.severity === 'error' && !problem.fix) return null
  const words = problem.fix && fixWords(problem.fix)
  return (
    <div className={cn('flex min-w-0 flex-wrap items-center gap-1', className)}>
      {problem.fix && !problem.dismissed && (
        <Button size="sm" className="max-w-full" title={words ?? problem.fix.label} onClick={() => fix(problem)}>
          <span className="truncate">{problem.fix.label}</span>
        </Button>
      )}
      {problem.severity === 'warning' && (
        <Tooltip content={problem.dismissed ? 'Warn again here' : 'It does not matter here'}>
          <Button variant="ghost" size="sm" icon={problem.dismissed ? Undo2 : EyeOff} onClick={() => dismissWarning(draft, problem, !problem.dismissed)}>
            {problem.dismissed ? 'Bring back' : 'Dismiss'}
          </Button>
        </Tooltip>
      )}
    </div>
  )
}
