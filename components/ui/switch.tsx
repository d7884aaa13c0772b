'use client'

import { Switch as Radix } from 'radix-ui'
import { cn } from './cn'

export function Switch({ className, ...rest }: React.ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...rest}
      className={cn('inline-flex h-4 w-7 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors duration-100 data-[state=checked]:bg-accent disabled:opacity-50', className)}
    >
      <Radix.Thumb className="block size-3 rounded-full bg-white transition-transform duration-100 data-[state=checked]:translate-x-3" />
    </Radix.Root>
  )
}
