import { Check, CircleAlert, FileUp, X } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { formatBytes, formatCount, formatDuration, formatPercent } from '@/components/ui/format'
import { Spinner } from '@/components/ui/spinner'
import { dataHref } from '../data-queries'
import type { Upload } from './use-uploads'

export interface UploadRowProps {
  workspace: string
  upload: Upload
  onCancel: () => void
  onRetry: () => void
}

/** One file on its way in: how far it is, what became of it, and what can be done. */
export function UploadRow({ workspace, upload, onCancel, onRetry }: UploadRowProps) {
  const { file, state } = upload
  return (
    <li className="flex flex-col gap-1.5 border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex min-h-6 items-center gap-2">
        <StateIcon kind={state.kind} />
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="text-sm text-muted tabular">{formatBytes(file.size)}</span>
        {(state.kind === 'sending' || state.kind === 'waiting') && <Button size="sm" variant="ghost" icon={X} aria-label={`Cancel ${file.name}`} onClick={onCancel} />}
        {(state.kind === 'failed' || state.kind === 'cancelled') && (
          <Button size="sm" onClick={onRetry}>
            Send again
          </Button>
        )}
        {state.kind === 'ready' && (
          <Button size="sm" asChild>
            <Link href={dataHref(workspace, state.version.name)}>Open</Link>
          </Button>
        )}
      </div>
      <p className={state.kind === 'failed' ? 'pl-6 text-failed' : 'pl-6 text-sm text-muted tabular'} role={state.kind === 'failed' ? 'alert' : undefined}>
        {words(upload)}
      </p>
      {state.kind === 'sending' && (
        <div className="ml-6 h-1 rounded-xs bg-sunken" role="progressbar" aria-label={`Sending ${file.name}`} aria-valuenow={Math.round((state.progress.sent / Math.max(1, state.progress.total)) * 100)}>
          <div className="h-full rounded-xs bg-accent" style={{ width: `${(state.progress.sent / Math.max(1, state.progress.total)) * 100}%` }} />
        </div>
      )}
    </li>
  )
}

function StateIcon({ kind }: { kind: Upload['state']['kind'] }) {
  if (kind === 'sending' || kind === 'reading') return <Spinner className="size-4 shrink-0 text-running" />
  if (kind === 'ready') return <Check aria-hidden className="size-4 shrink-0 text-succeeded" />
  if (kind === 'failed') return <CircleAlert aria-hidden className="size-4 shrink-0 text-failed" />
  return <FileUp aria-hidden className="size-4 shrink-0 text-faint" />
}

function words({ state }: Upload): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting for the file before it'
    case 'sending': {
      const { sent, total } = state.progress
      const spent = Date.now() - state.startedAt
      const left = sent > 0 && spent > 1_000 ? `, ${formatDuration((spent / sent) * (total - sent))} left` : ''
      return `${formatBytes(sent)} of ${formatBytes(total)} sent (${formatPercent(sent / Math.max(1, total), 0)})${left}`
    }
    case 'reading':
      return 'Reading: finding the types of its columns'
    case 'ready':
      return `${state.version.name}, version ${state.version.version}: ${formatCount(state.version.rows ?? 0, 'row')} × ${formatCount(state.version.columns?.length ?? 0, 'column')}`
    case 'failed':
      return state.error instanceof Error ? state.error.message : 'It failed without a reason.'
    case 'cancelled':
      return 'Cancelled; nothing was kept'
  }
}
