import { LoaderCircle } from 'lucide-react'
import { cn } from './cn'

/** Turning circle; give `label` where nothing beside it says what is awaited. */
export function Spinner({ className, label }: { className?: string; label?: string }) {
  return (
    <span role={label ? 'status' : undefined} aria-label={label} className="inline-flex">
      <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} strokeWidth={2} />
    </span>
  )
}
