'use client'

import { Popover as Radix } from 'radix-ui'
import { cn } from './cn'

export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger
export const PopoverAnchor = Radix.Anchor
export const PopoverClose = Radix.Close

export function PopoverContent({ className, ...rest }: React.ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={cn('z-50 max-w-[calc(100vw-16px)] animate-appear rounded-md bg-raised p-3 shadow-pop', className)}
      />
    </Radix.Portal>
  )
}
