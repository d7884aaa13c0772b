import { Check, CircleAlert, FileUp, Pause } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { formatBytes, formatDuration, formatPercent } from '@/components/ui/format'
import { Progress } from '@/components/ui/progress'
import { Spinner } from '@/components/ui/spinner'
import { reviewHref } from '../uploads/upload-queries'
import type { Sending } from './use-uploads'

export interface UploadRowProps {
  workspace: string
  sending: Sending
  onPause: () => void
  onResume: () => void
}

/** One file on its way in: how far it is, what became of it, and what can be done. */
export function UploadRow({ workspace, sending, onPause, onResume }: UploadRowProps) {
  const { file, state } = sending
  const moving = state.kind === 'sending' || state.kind === 'broken' || state.kind === 'waiting' || state.kind === 'starting'
  return (
    <li className="flex flex-col gap-1.5 border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex min-h-6 items-center gap-2">
        <StateIcon kind={state.kind} />
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="text-sm text-muted tabular">{formatBytes(file.size)}</span>
        {moving && <Button size="sm" variant="ghost" icon={Pause} aria-label={`Pause ${file.name}`} onClick={onPause} />}
        {(state.kind === 'failed' || state.kind === 'cancelled') && (
          <Button size="sm" onClick={onResume}>
            Go on
          </Button>
        )}
        {state.kind === 'received' && (
          <Button size="sm" asChild>
            <Link href={reviewHref(workspace, state.upload.id)}>Review</Link>
          </Button>
        )}
      </div>
      <p className={state.kind === 'failed' ? 'pl-6 text-failed' : 'pl-6 text-sm text-muted tabular'} role={state.kind === 'failed' ? 'alert' : undefined}>
        {words(sending)}
      </p>
      {(state.kind === 'sending' || state.kind === 'broken') && <Progress className="ml-6" label={`Sending ${file.name}`} share={state.sent / Math.max(1, state.total)} />}
    </li>
  )
}

function StateIcon({ kind }: { kind: Sending['state']['kind'] }) {
  if (kind === 'sending' || kind === 'starting' || kind === 'broken' || kind === 'checking') return <Spinner className="size-4 shrink-0 text-running" />
  if (kind === 'received') return <Check aria-hidden className="size-4 shrink-0 text-succeeded" />
  if (kind === 'failed') return <CircleAlert aria-hidden className="size-4 shrink-0 text-failed" />
  return <FileUp aria-hidden className="size-4 shrink-0 text-faint" />
}

function words({ state }: Sending): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting for the file before it'
    case 'starting':
      return 'Asking how much of it is here already'
    case 'sending': {
      const { sent, total, from } = state
      const spent = Date.now() - state.startedAt
      const left = sent > from && spent > 1_000 ? `, ${formatDuration((spent / (sent - from)) * (total - sent))} left` : ''
      const already = from > 0 ? `, ${formatBytes(from)} of it before` : ''
      return `${formatBytes(sent)} of ${formatBytes(total)} sent (${formatPercent(sent / Math.max(1, total), 0)})${already}${left}`
    }
    case 'broken':
      return `The connection is lost at ${formatBytes(state.sent)} of ${formatBytes(state.total)}. It goes on by itself when the studio answers again.`
    case 'checking':
      return 'Comparing its checksum with what arrived'
    case 'received':
      return 'Here. Look at how it would be read, then register it.'
    case 'failed':
      return state.error instanceof Error ? state.error.message : 'It failed without a reason.'
    case 'cancelled':
      return 'Paused; what has arrived is kept for a week'
  }
}
