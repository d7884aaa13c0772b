'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '@/lib/catalog/types'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { applyFix } from '../actions/apply-fix'
import { useDesigner } from './designer-context'

/** One problem in words, with its repair. */
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
