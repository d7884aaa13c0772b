'use client'

import { Checkbox as Radix } from 'radix-ui'
import { Check, Minus } from 'lucide-react'
import { cn } from './cn'

/** `checked` may be `'indeterminate'`. Without a visible label give `aria-label`. */
export function Checkbox({ className, ...rest }: React.ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...rest}
      className={cn(
        'inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-surface text-accent-fg',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-50',
        className,
      )}
    >
      <Radix.Indicator>
        {rest.checked === 'indeterminate' ? <Minus aria-hidden className="size-3" strokeWidth={3} /> : <Check aria-hidden className="size-3" strokeWidth={3} />}
      </Radix.Indicator>
    </Radix.Root>
  )
}
