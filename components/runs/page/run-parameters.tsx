'use client'

import { cn } from '@/components/ui/cn'
import type { RunView } from '@/lib/runs/schema'

/** The values that the pipeline's parameters had in this run; those given for it stand out. Nothing where it has none. */
export function RunParameters({ run }: { run: RunView }) {
  const entries = Object.entries(run.parameters)
  if (entries.length === 0) return null
  const given = (run.options.parameters ?? {}) as Record<string, unknown>
  return (
    <dl aria-label="Parameters" className="flex flex-wrap items-center gap-1.5 text-sm">
      <span className="text-muted">Parameters</span>
      {entries.map(([name, value]) => {
        const own = Object.hasOwn(given, name)
        return (
          <div key={name} title={own ? 'Given for this run' : 'The default'} className={cn('inline-flex h-5 max-w-80 items-center gap-1 rounded-sm px-1.5', own ? 'bg-selected text-link' : 'bg-sunken text-muted')}>
            <dt className="shrink-0">{name}</dt>
            <dd className="truncate font-medium tabular">{typeof value === 'boolean' ? (value ? 'yes' : 'no') : value === '' ? 'empty' : String(value)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
