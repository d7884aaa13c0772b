import { cn } from './cn'

/**
 * Scrolls by itself; the head stays in sight. Give `className` a height where the page does not scroll, and `aria-label`
 * its name, with which it can also be reached and scrolled by keyboard.
 */
export function Table({ className, children, ...rest }: React.ComponentProps<'table'>) {
  const name = rest['aria-label']
  return (
    <div role={name ? 'region' : undefined} tabIndex={name ? 0 : undefined} aria-label={name} className={cn('overflow-auto rounded-md border border-line bg-surface', className)}>
      <table {...rest} className="w-full border-separate border-spacing-0 text-left tabular">
        {children}
      </table>
    </div>
  )
}

export function Th({ className, numeric, ...rest }: React.ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn('sticky top-0 z-10 h-8 border-b border-line bg-surface px-3 text-sm font-medium whitespace-nowrap text-muted', numeric && 'text-right', className)}
    />
  )
}

/** A row of 32 px. `selected` tints it. */
export function Tr({ className, selected, ...rest }: React.ComponentProps<'tr'> & { selected?: boolean }) {
  return <tr aria-selected={selected} {...rest} className={cn('group hover:bg-hover [&:last-child>td]:border-b-0', selected && 'bg-selected hover:bg-selected', className)} />
}

export function Td({ className, numeric, ...rest }: React.ComponentProps<'td'> & { numeric?: boolean }) {
  return <td {...rest} className={cn('h-8 max-w-96 truncate border-b border-line px-3', numeric && 'text-right', className)} />
}
