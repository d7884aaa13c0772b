import { Minus, PencilLine, Plus, Spline, Unlink, type LucideIcon } from 'lucide-react'
import type { Change } from '@/lib/graph/diff'

const icons: Record<Change['kind'], LucideIcon> = { added: Plus, removed: Minus, changed: PencilLine, connected: Spline, disconnected: Unlink }

/** One line a change; places of steps are no change, since they alter nothing that runs. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p>Nothing that runs is different.</p>
  return (
    <ul aria-label="Changes" className="flex max-h-64 flex-col overflow-y-auto rounded-md border border-line">
      {changes.map(({ kind, text }, index) => {
        const Icon = icons[kind]
        return (
          <li key={index} className="flex gap-2 border-b border-line px-2 py-1 last:border-b-0">
            <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
            <span className="min-w-0 break-words">{text}</span>
          </li>
        )
      })}
    </ul>
  )
}
