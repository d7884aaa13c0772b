import { cn } from './cn'

/** A grey bar in the shape of what will stand there; appears only after 200 ms. */
export function Skeleton({ className, ...rest }: React.ComponentProps<'div'>) {
  return <div aria-hidden {...rest} className={cn('h-4 animate-late rounded-sm bg-hover', className)} />
}

/** Rows of a table that is on its way. */
export function SkeletonRows({ rows = 6, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={cn('flex flex-col gap-2', className)}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} className="h-6" style={{ width: `${100 - ((index * 17) % 30)}%` }} />
      ))}
    </div>
  )
}
