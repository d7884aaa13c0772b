'use client'

import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/*
 * A button whose menu or tooltip is fetched only when somebody comes near it. The button stays the same element
 * throughout, so neither focus nor hover is lost: what is fetched gets a stand-in as its trigger, and the stand-in
 * hands the element in and the trigger's attributes and handlers out.
 */

type Props = Record<string, unknown>
type Handler = (event: unknown) => void

export interface TriggerLink {
  /** `aria-expanded`, `aria-describedby` and the like, to be put on the button. */
  attributes: Props
  /** Passes an event of the button on; false where nothing takes it yet. */
  pass(name: string, event: React.SyntheticEvent): boolean
  /** Is passed on as soon as something takes it; null forgets it. */
  wait(name: string | null, event?: object): void
  receive(props: Props | null): void
}

const told = /^(id|aria-(?!haspopup).*|data-state)$/

function same(a: Props, b: Props): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

export function useTriggerLink(): TriggerLink {
  const [attributes, setAttributes] = useState<Props>({})
  const handlers = useRef<Props>({})
  const waiting = useRef<{ name: string; event: object } | null>(null)
  const pass = useCallback((name: string, event: React.SyntheticEvent) => {
    const handler = handlers.current[name]
    if (typeof handler === 'function') (handler as Handler)(event)
    return typeof handler === 'function'
  }, [])
  const wait = useCallback((name: string | null, event: object = {}) => {
    waiting.current = name === null ? null : { name, event: { ...event, defaultPrevented: false, preventDefault: () => undefined } }
  }, [])
  const receive = useCallback((props: Props | null) => {
    handlers.current = props ?? {}
    const next = Object.fromEntries(Object.entries(props ?? {}).filter(([name, value]) => told.test(name) && value !== undefined))
    setAttributes((before) => (same(before, next) ? before : next))
    const { name, event } = waiting.current ?? {}
    const handler = name && props?.[name]
    if (typeof handler !== 'function') return
    waiting.current = null
    ;(handler as Handler)(event)
  }, [])
  return { attributes, pass, wait, receive }
}

interface StandInProps {
  element: HTMLElement
  receive: TriggerLink['receive']
  ref?: React.Ref<HTMLElement>
}

/** The child of an `asChild` trigger. It draws nothing. */
export function TriggerStandIn({ element, receive, ref, ...given }: StandInProps) {
  const latest = useRef(ref)
  useLayoutEffect(() => {
    const target = latest.current
    if (!target) return
    if (typeof target !== 'function') {
      target.current = element
      return () => void (target.current = null)
    }
    const clean = target(element)
    return () => (typeof clean === 'function' ? clean() : void target(null))
  }, [element])
  useLayoutEffect(() => receive(given))
  useLayoutEffect(() => () => receive(null), [receive])
  return null
}
