'use client'

import { useEffect, useId, useRef, useState, useSyncExternalStore, type ComponentType } from 'react'
import { Slot } from 'radix-ui'
import { useTriggerLink } from './late-trigger'
import { bubbles, type Bubble } from './tooltip-list'

/** Draws the tooltips of the page once one is wanted; until then they are not even fetched. */
export function TooltipHost() {
  const wanted = useSyncExternalStore(bubbles.subscribe, () => bubbles.get().length > 0, () => false)
  const [Bubbles, setBubbles] = useState<ComponentType | null>(null)
  useEffect(() => {
    if (!wanted) return
    let there = true
    // Without a network there is no tooltip; nothing needed stands in one.
    import('./tooltip-bubbles').then((module) => there && setBubbles(() => module.TooltipBubbles), () => undefined)
    return () => void (there = false)
  }, [wanted])
  return Bubbles && <Bubbles />
}

export interface TooltipProps {
  content: React.ReactNode
  /** The keys that do the same, e.g. `⌘Z`. */
  keys?: string
  side?: Bubble['side']
  /** The one element it belongs to; it must take a ref. */
  children: React.ReactNode
}

/** A word or a sentence on hover and on keyboard focus. Never the only place of something needed. */
export function Tooltip({ content, keys, side = 'bottom', children }: TooltipProps) {
  const id = useId()
  const element = useRef<HTMLElement>(null)
  const [wanted, setWanted] = useState(false)
  const { attributes, pass, wait, receive } = useTriggerLink()
  useEffect(() => {
    if (wanted && element.current) bubbles.put({ id, element: element.current, receive, content, keys, side })
  }, [wanted, id, receive, content, keys, side])
  useEffect(() => () => bubbles.drop(id), [id])
  const leave = (name: string) => (event: React.SyntheticEvent) => {
    wait(null)
    pass(name, event)
  }
  return (
    <Slot.Root
      ref={element}
      data-state="closed"
      {...attributes}
      onPointerMove={(event) => {
        if (event.pointerType === 'touch' || pass('onPointerMove', event)) return
        setWanted(true)
        wait('onPointerMove', { pointerType: event.pointerType })
      }}
      onFocus={(event) => {
        if (pass('onFocus', event) || !event.currentTarget.matches(':focus-visible')) return
        setWanted(true)
        wait('onFocus')
      }}
      onPointerLeave={leave('onPointerLeave')}
      onPointerDown={leave('onPointerDown')}
      onBlur={leave('onBlur')}
      onClick={leave('onClick')}
    >
      {children}
    </Slot.Root>
  )
}
