import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Recycle, SkipForward, type LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import { Badge, type Tone } from './badge'
import { cn } from './cn'

export const statuses = ['waiting', 'queued', 'running', 'succeeded', 'reused', 'failed', 'cancelled', 'skipped'] as const
export type StatusName = (typeof statuses)[number]

interface Look {
  word: string
  icon: LucideIcon
  tone: Tone
  /** Text colour class. */
  color: string
}

/** The one table of what a state looks like; the canvas and the Gantt use it too. */
export const statusLooks: Record<StatusName, Look> = {
  waiting: { word: 'Waiting', icon: CircleDashed, tone: 'neutral', color: 'text-queued' },
  queued: { word: 'Queued', icon: Clock, tone: 'neutral', color: 'text-queued' },
  running: { word: 'Running', icon: LoaderCircle, tone: 'running', color: 'text-running' },
  succeeded: { word: 'Succeeded', icon: CircleCheck, tone: 'succeeded', color: 'text-succeeded' },
  reused: { word: 'Reused', icon: Recycle, tone: 'reused', color: 'text-reused' },
  failed: { word: 'Failed', icon: CircleX, tone: 'failed', color: 'text-failed' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'neutral', color: 'text-queued' },
  skipped: { word: 'Skipped', icon: SkipForward, tone: 'neutral', color: 'text-queued' },
}

export function StatusIcon({ status, className }: { status: StatusName; className?: string }) {
  const { icon: Icon, color } = statusLooks[status]
  return <Icon aria-hidden className={cn('size-3.5 shrink-0', color, status === 'running' && 'animate-spin', className)} strokeWidth={2} />
}

/** A state by colour, icon and word. `plain` leaves out the ground (in tables). */
export function Status({ status, plain, className }: { status: StatusName; plain?: boolean; className?: string }) {
  const { word, tone, color } = statusLooks[status]
  if (plain) {
    return (
      <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', color, className)}>
        <StatusIcon status={status} />
        {word}
      </span>
    )
  }
  return (
    <Badge tone={tone} className={className}>
      <StatusIcon status={status} />
      {word}
    </Badge>
  )
}
