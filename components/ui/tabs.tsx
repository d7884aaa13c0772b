'use client'

import { Tabs as Radix } from 'radix-ui'
import { cn } from './cn'

export const Tabs = Radix.Root

/** The row of tabs, on the line that parts them from their panel. */
export function TabsList({ className, ...rest }: React.ComponentProps<typeof Radix.List>) {
  return <Radix.List {...rest} className={cn('flex gap-4 overflow-x-auto border-b border-line', className)} />
}

export function Tab({ className, ...rest }: React.ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      {...rest}
      className={cn(
        '-mb-px flex h-8 items-center gap-1.5 border-b-2 border-transparent whitespace-nowrap text-muted hover:text-fg data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-fg',
        className,
      )}
    />
  )
}

export const TabPanel = Radix.Content
