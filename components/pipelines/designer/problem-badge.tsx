'use client'

import { useState } from 'react'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { Problem } from '@/lib/catalog/types'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/components/ui/format'
import { ProblemPopover } from './lazy-parts'

/** At a card's corner: how many problems, and on a press what they are and their repairs. */
export function ProblemBadge({ node, problems: all }: { node: string; problems: readonly Problem[] }) {
  const [open, setOpen] = useState(false)
  const problems = all.filter((problem) => !problem.dismissed)
  if (problems.length === 0 && !open) return null
  const worst = problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning'
  const Icon = worst === 'error' ? CircleAlert : TriangleAlert
  return (
    <>
      <button
        type="button"
        aria-label={formatCount(problems.length, 'problem')}
        aria-expanded={open}
        title={problems.map((problem) => problem.message).join('\n')}
        onClick={() => setOpen(!open)}
        className={cn('nodrag nopan flex h-4 items-center gap-0.5 rounded-sm px-1 text-xs font-medium', worst === 'error' ? 'bg-failed-soft text-failed' : 'bg-warning-soft text-warning')}
      >
        <Icon aria-hidden className="size-3" />
        {problems.length > 1 && problems.length}
      </button>
      {open && <ProblemPopover node={node} problems={all} onClose={() => setOpen(false)} />}
    </>
  )
}
