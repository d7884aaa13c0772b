'use client'

import { useSyncExternalStore } from 'react'
import { Tooltip as Radix } from 'radix-ui'
import { Kbd } from './kbd'
import { TriggerStandIn } from './late-trigger'
import { bubbles, type Bubble } from './tooltip-list'

/** All tooltips that somebody has come near, under one provider, so that the second one follows the first at once. */
export function TooltipBubbles() {
  const list = useSyncExternalStore(bubbles.subscribe, bubbles.get, bubbles.get)
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={200}>
      {list.map((bubble) => (
        <One key={bubble.id} {...bubble} />
      ))}
    </Radix.Provider>
  )
}

function One({ element, receive, side, content, keys }: Bubble) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>
        <TriggerStandIn element={element} receive={receive} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={4} collisionPadding={8} className="z-60 flex max-w-72 animate-appear items-center gap-2 rounded-sm bg-raised px-2 py-1 text-sm text-fg shadow-pop">
          {content}
          {keys && <Kbd>{keys}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
