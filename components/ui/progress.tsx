import { cn } from './cn'

/** How much of something under way is done: `share` is 0 to 1. */
export function Progress({ label, share, className }: { label: string; share: number; className?: string }) {
  const percent = Math.min(1, Math.max(0, share)) * 100
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(percent)} className={cn('h-1.5 overflow-hidden rounded-full bg-sunken', className)}>
      <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
    </div>
  )
}
