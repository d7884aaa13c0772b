import type { RunSummary } from '@/lib/runs/schema'
import { progressWords } from '../status'

/** How the steps stand, as a bar of their states and in words. */
export function StepsBar({ counts }: { counts: RunSummary['counts'] }) {
  const parts = [
    { count: counts.succeeded - counts.reused, colour: 'bg-succeeded' },
    { count: counts.reused, colour: 'bg-reused' },
    { count: counts.failed, colour: 'bg-failed' },
    { count: counts.running, colour: 'bg-running' },
    { count: counts.cancelled + counts.skipped, colour: 'bg-queued' },
    { count: counts.queued + counts.waiting, colour: 'bg-pressed' },
  ]
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex h-1.5 w-16 shrink-0 gap-px overflow-hidden rounded-xs bg-pressed">
        {parts.map((part) => part.count > 0 && <span key={part.colour} className={part.colour} style={{ flexGrow: part.count }} />)}
      </span>
      <span className="text-muted tabular">{progressWords(counts)}</span>
    </span>
  )
}
