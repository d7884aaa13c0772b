import type { LucideIcon } from 'lucide-react'
import { cn } from './cn'

export interface EmptyStateProps {
  icon?: LucideIcon
  /** One sentence: what belongs here. */
  title: string
  children?: React.ReactNode
  /** One primary button, and at most one link beside it. */
  action?: React.ReactNode
  className?: string
  /** 1 where the page has no other heading. */
  level?: 1
}

export function EmptyState({ icon: Icon, title, children, action, className, level }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong px-6 py-10 text-center', className)}>
      {Icon && <Icon aria-hidden className="size-5 text-faint" strokeWidth={1.5} />}
      {level ? <h1 className="font-medium">{title}</h1> : <p className="font-medium">{title}</p>}
      {children && <div className="max-w-96 text-muted">{children}</div>}
      {action && <div className="mt-2 flex items-center gap-3">{action}</div>}
    </div>
  )
}
