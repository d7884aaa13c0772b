'use client'

import { Status } from '@/components/ui/status'
import { shortName } from '@/lib/runs/group-step'
import type { RunView } from '@/lib/runs/schema'
import { stepStatus } from '../status'

/** The steps for which one card stands; a press opens one. */
export function StepsInside({ run, group, onSelect }: { run: RunView; group: RunView['groups'][number]; onSelect: (node: string) => void }) {
  const ids = new Set(group.inside)
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-surface">
      {run.steps
        .filter((step) => ids.has(step.node))
        .map((step) => (
          <li key={step.node}>
            <button type="button" className="flex min-h-8 w-full items-center gap-2 px-3 text-left hover:bg-hover" onClick={() => onSelect(step.node)}>
              <span className="min-w-0 flex-1 truncate">{shortName(step.name, group.name)}</span>
              <Status status={stepStatus(step)} plain />
            </button>
          </li>
        ))}
    </ul>
  )
}
