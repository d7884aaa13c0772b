'use client'

import { Tooltip as Radix } from 'radix-ui'
import { Kbd } from './kbd'

export function TooltipProvider({ children }: { children: React.ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  )
}

export interface TooltipProps {
  content: React.ReactNode
  /** The keys that do the same, e.g. `⌘Z`. */
  keys?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** The one element it belongs to; it must take a ref. */
  children: React.ReactNode
}

/** A word or a sentence on hover and on keyboard focus. Never the only place of something needed. */
export function Tooltip({ content, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={4} collisionPadding={8} className="z-60 flex max-w-72 animate-appear items-center gap-2 rounded-sm bg-raised px-2 py-1 text-sm text-fg shadow-pop">
          {content}
          {keys && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
