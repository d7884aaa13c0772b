import { cn } from './cn'

export interface PageHeaderProps {
  title: React.ReactNode
  /** Beside the title: a state, a version. */
  badge?: React.ReactNode
  /** One line below. */
  description?: React.ReactNode
  /** At the right; the main action last. */
  actions?: React.ReactNode
  className?: string
}

/** The title row of every page; its title is the page's h1. */
export function PageHeader({ title, badge, description, actions, className }: PageHeaderProps) {
  return (
    <header className={cn('flex flex-wrap items-start justify-between gap-x-4 gap-y-2', className)}>
      <div className="min-w-0">
        <div className="flex min-h-8 items-center gap-2">
          <h1 className="truncate text-xl font-semibold">{title}</h1>
          {badge}
        </div>
        {description && <p className="max-w-[72ch] text-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

/** The padding and width of an ordinary page. Canvases and tables that fill the screen do without. */
export function Page({ className, ...rest }: React.ComponentProps<'div'>) {
  return <div {...rest} className={cn('mx-auto flex w-full max-w-[1200px] flex-col gap-5 px-6 py-5 max-sm:px-4', className)} />
}
