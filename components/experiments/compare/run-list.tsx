'use client'

import { X } from 'lucide-react'
import { LineSwatch } from '@/components/charts/run-lines-legend'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { HoverLink } from '@/components/ui/hover-link'
import { Status } from '@/components/ui/status'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { ComparedRun } from '@/lib/comparison/schema'
import { statusOf } from '../status'
import type { LineRun } from './metric-lines'

export interface RunListProps {
  runs: readonly ComparedRun[]
  looks: readonly LineRun[]
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
  onToggle: (id: string) => void
  onRemove: (id: string) => void
  /** Runs that pass all brushes; null where nothing is brushed. */
  kept: ReadonlySet<string> | null
  /** Lets all runs in again. */
  onUnbrush: () => void
}

/** The runs that are compared: each with its colour and line style, shown or hidden everywhere at once. */
export function RunList({ runs, looks, hidden, onHidden, onToggle, onRemove, kept, onUnbrush }: RunListProps) {
  const { slug } = useWorkspace()
  const listed = runs.flatMap((run, index) => (kept === null || kept.has(run.id) ? [{ run, look: looks[index]! }] : []))
  const several = new Set(runs.map(({ experimentId }) => experimentId)).size > 1
  return (
    <section aria-label="Compared runs" className="flex min-h-0 flex-col rounded-md border border-line bg-surface">
      <header className="flex items-center gap-2 border-b border-line px-3 py-1.5">
        <h2 className="flex-1 font-medium">
          Runs <span className="font-normal text-muted tabular">{kept === null ? runs.length : `${listed.length} of ${runs.length}`}</span>
        </h2>
        <Button size="sm" variant="ghost" onClick={() => onHidden(hidden.size > 0 ? new Set() : new Set(runs.map(({ id }) => id)))}>
          {hidden.size > 0 ? 'Show all' : 'Hide all'}
        </Button>
        {kept !== null && (
          <Button size="sm" variant="ghost" onClick={onUnbrush}>
            Keep all
          </Button>
        )}
      </header>
      <ul className="max-h-[calc(100vh-220px)] overflow-y-auto py-1 max-lg:max-h-44" tabIndex={0} aria-label="Runs">
        {listed.map(({ run, look }) => (
          <li key={run.id} className={cn('group flex min-h-8 items-center gap-2 px-3 hover:bg-hover', hidden.has(run.id) && 'text-faint')}>
            <Checkbox checked={!hidden.has(run.id)} aria-label={`Show ${look.name}`} onCheckedChange={() => onToggle(run.id)} />
            <LineSwatch colour={hidden.has(run.id) ? 'var(--line-strong)' : look.colour} dash={look.dash} />
            <span className="min-w-0 flex-1">
              <HoverLink className="block truncate hover:underline" title={`${look.name}, ${run.experimentName}`} href={`/w/${slug}/experiments/${run.experimentId}/runs/${run.id}`}>
                {look.name}
              </HoverLink>
              {several && <span className="block truncate text-sm text-muted">{run.experimentName}</span>}
            </span>
            {run.lifecycle === 'deleted' ? <span className="text-sm text-failed">deleted</span> : (look.open || run.status !== 'FINISHED') && <Status status={statusOf[run.status]} plain />}
            <button type="button" aria-label={`Take ${look.name} out of the comparison`} className="flex size-6 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-pressed hover:text-fg" onClick={() => onRemove(run.id)}>
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        {listed.length === 0 && <li className="px-3 py-2 text-muted">No run passes the brushes.</li>}
      </ul>
    </section>
  )
}
