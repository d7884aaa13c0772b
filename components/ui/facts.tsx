import { cn } from './cn'

export interface FactsProps {
  /** An item without a value is left out. */
  items: { label: string; value: React.ReactNode }[]
  className?: string
}

/** Keys and values, as on the right of a detail page. */
export function Facts({ items, className }: FactsProps) {
  return (
    <dl className={cn('grid grid-cols-[minmax(80px,auto)_1fr] gap-x-4 gap-y-1.5 tabular', className)}>
      {items
        .filter(({ value }) => value !== null && value !== undefined && value !== false && value !== '')
        .map(({ label, value }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
