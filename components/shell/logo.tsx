import { cn } from '@/components/ui/cn'

/** Atelier's mark: two steps and the wire between them. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={cn('size-5 text-link', className)}>
      <rect x="1.75" y="2.75" width="8.5" height="5.5" rx="1.5" stroke="currentColor" strokeWidth="1.5" />
      <rect x="9.75" y="11.75" width="8.5" height="5.5" rx="1.5" fill="currentColor" />
      <path d="M6 8.5v3.25c0 1.5 1 2.75 2.5 2.75h1" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
