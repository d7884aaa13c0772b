'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '@/lib/catalog/types'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { applyFix } from '../actions/apply-fix'
import { useDesigner } from './designer-context'

/** At a card's corner: how many problems, and on a press what they are and their repairs. */
export function ProblemBadge({ node, problems }: { node: string; problems: readonly Problem[] }) {
  const worst = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning'
  const Icon = worst === 'error' ? CircleAlert : TriangleAlert
  return (
    <Popover>
      <PopoverTrigger
        aria-label={formatCount(problems.length, 'problem')}
        className={cn('nodrag nopan flex h-4 items-center gap-0.5 rounded-sm px-1 text-xs font-medium', worst === 'error' ? 'bg-failed-soft text-failed' : 'bg-warning-soft text-warning')}
      >
        <Icon aria-hidden className="size-3" />
        {problems.length > 1 && problems.length}
      </PopoverTrigger>
      <PopoverContent className="w-72 p-2">
        <ul className="flex flex-col gap-2">
          {problems.map((problem, index) => (
            <ProblemLine key={index} node={node} problem={problem} />
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  )
}

export function ProblemLine({ node, problem }: { node: string; problem: Problem }) {
  const { draft, canEdit } = useDesigner()
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
  return (
    <li className="flex gap-1.5">
      <Icon role="img" aria-label={problem.severity === 'error' ? 'Error' : 'Warning'} className={cn('mt-0.5 size-3.5 shrink-0', problem.severity === 'error' ? 'text-failed' : 'text-warning')} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="break-words">{problem.message}</p>
        {problem.fix && canEdit && (
          <Button size="sm" className="mt-1 max-w-full" onClick={() => applyFix(draft, { ...problem, node })}>
            <span className="truncate">{problem.fix.label}</span>
          </Button>
        )}
      </div>
    </li>
  )
}
