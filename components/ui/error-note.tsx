import { CircleAlert } from 'lucide-react'
import { ApiError } from './api-client'
import { cn } from './cn'

export interface ErrorNoteProps {
  /** What happened. Left out, it is the message of `error`. */
  title?: string
  /** Why, and what to do. */
  children?: React.ReactNode
  /** Whatever was thrown; its message and its log id are shown, never a stack. */
  error?: unknown
  /** E.g. a "Try again" button. */
  action?: React.ReactNode
  className?: string
}

/** An error where it belongs, which stays until it is dealt with. */
export function ErrorNote({ title, children, error, action, className }: ErrorNoteProps) {
  const message = error instanceof Error ? error.message : error ? 'Something failed that gave no reason.' : undefined
  const id = error instanceof ApiError && typeof error.details?.id === 'string' ? error.details.id : undefined
  return (
    <div role="alert" className={cn('flex gap-2 rounded-md bg-failed-soft px-3 py-2', className)}>
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="min-w-0 flex-1 break-words">
        <p className={cn('whitespace-pre-line', title && 'font-medium')}>{title ?? message}</p>
        {title && message && <p className="whitespace-pre-line">{message}</p>}
        {children && <div className="text-muted">{children}</div>}
        {id && (
          <p className="mt-1 text-sm text-muted">
            Log id <code>{id}</code>
          </p>
        )}
        {action && <div className="mt-2">{action}</div>}
      </div>
    </div>
  )
}
