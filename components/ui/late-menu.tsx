'use client'

import { useEffect, useRef, useState, type ComponentType, type ReactElement, type ReactNode } from 'react'
import { Slot } from 'radix-ui'
import { TriggerStandIn, useTriggerLink } from './late-trigger'
import { tellUnloaded } from './unloaded'

export interface LateMenuProps {
  /** The child of the menu's `DropdownMenuTrigger asChild`. */
  trigger: ReactNode
}

export interface LateMenu<P> {
  /** The child is the button that opens the menu. */
  (props: Omit<P, 'trigger'> & { children: ReactElement }): ReactNode
  /** Fetches the menu ahead of its use. */
  preload(): void
}

const opening = ['Enter', ' ', 'ArrowDown']

/** A menu that is fetched when the pointer or the focus comes to its button; pressed before it is there, it opens when it is. */
export function lateMenu<P extends LateMenuProps>(load: () => Promise<ComponentType<P>>): LateMenu<P> {
  let part: ComponentType<P> | undefined
  let pending: Promise<void> | undefined
  const fetchPart = () =>
    (pending ??= load().then(
      (loaded) => void (part = loaded),
      (error: unknown) => {
        pending = undefined
        throw error
      },
    ))

  function Menu({ children, ...rest }: Omit<P, 'trigger'> & { children: ReactElement }) {
    const [element, setElement] = useState<HTMLElement | null>(null)
    const button = useRef<HTMLElement>(null)
    const there = useRef(true)
    const untell = useRef(() => {})
    const { attributes, pass, wait, receive } = useTriggerLink()
    useEffect(() => {
      there.current = true
      return () => {
        there.current = false
        untell.current()
      }
    }, [])
    /** `again` fetches it anew for somebody who pressed and must hear why nothing opened; it does not open then, long after the press. */
    const approach = (again?: () => void) => {
      untell.current()
      if (part) setElement(button.current)
      else void fetchPart().then(() => there.current && setElement(button.current), () => failed(again))
    }
    const failed = (again?: () => void) => {
      wait(null)
      if (again && there.current) untell.current = tellUnloaded(again)
    }
    function press(name: 'onPointerDown' | 'onKeyDown', event: React.SyntheticEvent, details: object) {
      if (pass(name, event)) return
      wait(name, details)
      const again = () => approach(again)
      again()
    }
    const Part = element && part
    return (
      <>
        <Slot.Root
          ref={button}
          aria-haspopup="menu"
          aria-expanded={false}
          data-state="closed"
          {...attributes}
          onPointerEnter={() => approach()}
          onFocus={() => approach()}
          onPointerDown={(event) => press('onPointerDown', event, { button: event.button, ctrlKey: event.ctrlKey })}
          onKeyDown={(event) => {
            if (!opening.includes(event.key)) return
            press('onKeyDown', event, { key: event.key, currentTarget: event.currentTarget })
            event.preventDefault()
          }}
        >
          {children}
        </Slot.Root>
        {Part && <Part {...(rest as unknown as P)} trigger={<TriggerStandIn element={element} receive={receive} />} />}
      </>
    )
  }
  Menu.preload = () => void fetchPart().catch(() => undefined)
  return Menu
}
