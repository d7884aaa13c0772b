'use client'

import { Select as Radix } from 'radix-ui'
import { Check, ChevronDown } from 'lucide-react'
import { cn } from './cn'
import { fieldClass } from './input'

export interface SelectOption {
  value: string
  label: React.ReactNode
  /** Below the label, in the open list. */
  help?: string
  disabled?: boolean
}

export interface SelectProps {
  value: string | undefined
  onValueChange: (value: string) => void
  options: SelectOption[]
  placeholder?: string
  size?: 'sm' | 'md'
  disabled?: boolean
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

/** Pick one of a few. For long lists use a searchable popover. An option's value is never empty. */
export function Select({ value, onValueChange, options, placeholder = 'Choose…', size = 'md', disabled, className, ...rest }: SelectProps) {
  return (
    <Radix.Root value={value ?? ''} onValueChange={onValueChange} disabled={disabled}>
      <Radix.Trigger
        {...rest}
        className={cn(fieldClass, 'flex items-center justify-between gap-2 text-left data-placeholder:text-faint', size === 'sm' ? 'h-6 px-1.5 text-sm' : 'h-8 px-2', className)}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} className="z-50 max-h-[min(320px,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) overflow-hidden rounded-md bg-raised p-1 shadow-pop">
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-pointer flex-col rounded-sm py-1 pr-7 pl-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.help && <span className="text-sm text-muted">{option.help}</span>}
                <Radix.ItemIndicator className="absolute top-1.5 right-2">
                  <Check aria-hidden className="size-4 text-link" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
