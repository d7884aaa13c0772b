import { cn } from '@/components/ui/cn'
import { HoverLink } from '@/components/ui/hover-link'

export interface SectionProps {
  title: string
  /** Where all of them are. */
  all?: { href: string; label: string }
  className?: string
  children: React.ReactNode
}

/** A titled list on the home page. */
export function Section({ title, all, className, children }: SectionProps) {
  return (
    <section aria-label={title} className={cn('flex min-w-0 flex-col gap-2', className)}>
      <div className="flex items-baseline justify-between">
        <h2 className="font-semibold">{title}</h2>
        {all && (
          <HoverLink href={all.href} className="link text-sm">
            {all.label}
          </HoverLink>
        )}
      </div>
      {children}
    </section>
  )
}

export function Rows({ children }: { children: React.ReactNode }) {
  return <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">{children}</ul>
}

/** A whole row that is one link: what it is at the left, how it stands at the right. */
export function Row({ href, icon, title, note, children }: { href: string; icon?: React.ReactNode; title: React.ReactNode; note?: React.ReactNode; children?: React.ReactNode }) {
  return (
    <li>
      <HoverLink href={href} className="flex min-h-10 items-center gap-3 px-3 py-1.5 tabular hover:bg-hover focus-visible:-outline-offset-2">
        {icon}
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <span className="truncate font-medium">{title}</span>
          {note && <span className="truncate text-muted">{note}</span>}
        </span>
        {children && <span className="flex shrink-0 items-center gap-3 text-muted">{children}</span>}
      </HoverLink>
    </li>
  )
}

/** One sentence where a list is empty. */
export function Nothing({ children }: { children: React.ReactNode }) {
  return <p className="rounded-md border border-dashed border-line-strong px-3 py-4 text-muted">{children}</p>
}
