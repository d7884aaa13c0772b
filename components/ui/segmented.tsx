'use client'

import { ToggleGroup } from 'radix-ui'
import type { LucideIcon } from 'lucide-react'
import { cn } from './cn'

export interface SegmentedProps<V extends string> {
  value: V
  onValueChange: (value: V) => void
  options: { value: V; label: string; icon?: LucideIcon; iconOnly?: boolean }[]
  'aria-label': string
  className?: string
}

/** One of two to five views of the same thing. */
export function Segmented<V extends string>({ value, onValueChange, options, className, ...rest }: SegmentedProps<V>) {
  return (
    <ToggleGroup.Root
      {...rest}
      type="single"
      value={value}
      // Pressing the chosen one again would clear it.
      onValueChange={(next) => next && onValueChange(next as V)}
      className={cn('inline-flex h-7 items-center gap-0.5 rounded-md bg-sunken p-0.5', className)}
    >
      {options.map(({ value: option, label, icon: Icon, iconOnly }) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          aria-label={iconOnly ? label : undefined}
          className="inline-flex h-6 items-center gap-1.5 rounded-sm border border-transparent px-2 text-sm whitespace-nowrap text-muted hover:text-fg data-[state=on]:border-line data-[state=on]:bg-raised data-[state=on]:text-fg"
        >
          {Icon && <Icon aria-hidden className="size-3.5" />}
          {!iconOnly && label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
