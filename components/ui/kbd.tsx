import { cn } from './cn'

/** Keys as they stand on the keyboard. */
export function Kbd({ className, ...rest }: React.ComponentProps<'kbd'>) {
  return <kbd {...rest} className={cn('inline-flex h-4 min-w-4 items-center justify-center rounded-xs border border-line-strong px-1 font-sans text-xs text-muted', className)} />
}
