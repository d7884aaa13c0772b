import { Check, CloudOff, CloudUpload, TriangleAlert } from 'lucide-react'
import { cn } from './cn'

export type SaveKind = 'saved' | 'pending' | 'offline' | 'signed-out' | 'refused'

/** How far edits have got, as a mark with its words; for screen readers it is the status called Saving. */
export function SaveMark({ kind, text, className }: { kind: SaveKind; text: string; className?: string }) {
  const Icon = kind === 'saved' ? Check : kind === 'pending' ? CloudUpload : kind === 'refused' ? TriangleAlert : CloudOff
  const colour = kind === 'saved' ? 'text-succeeded' : kind === 'pending' ? 'text-muted' : kind === 'refused' ? 'text-failed' : 'text-warning'
  return (
    <span role="status" aria-label="Saving" className="flex min-w-0 items-center gap-1">
      <Icon aria-hidden className={cn('size-3.5 shrink-0', colour)} />
      <span className={cn('truncate', className)} title={text}>
        {text}
      </span>
    </span>
  )
}
