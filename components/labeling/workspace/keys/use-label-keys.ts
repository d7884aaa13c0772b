import { useEffect, useRef } from 'react'
import type { LabelView } from '@/lib/labeling/schema'
import { actionFor, keyName, type OwnKeys } from './key-map'

export interface KeyHost {
  own(): OwnKeys
  labels: readonly LabelView[]
  /** Does an action; false where it means nothing now, so that the key goes on to the browser. */
  run(action: string): boolean | void
  pickLabel(label: LabelView): void
  arrow(dx: number, dy: number, held: { shift: boolean; alt: boolean }): boolean
  space(held: boolean): void
  /** Keys that the tool in hand knows. */
  tool(name: string): boolean
}

const arrows: Record<string, [number, number]> = { arrowup: [0, -1], arrowdown: [0, 1], arrowleft: [-1, 0], arrowright: [1, 0] }

const covered = () => document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null

/** Typing is not commanding; a button that has the focus keeps Enter and the space bar, but not Ctrl+Enter. */
function taken(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type) || /^Arrow| /.test(event.key)
  if (event.ctrlKey || event.metaKey) return false
  return (target.tagName === 'BUTTON' || target.tagName === 'A' || target.getAttribute('role') === 'radio') && (event.key === 'Enter' || event.key === ' ')
}

/** The label that a key picks: its own key first, then its place among the first ten. */
export function labelFor(key: string, labels: readonly LabelView[]): LabelView | undefined {
  const own = labels.find((label) => label.key !== '' && label.key.toLowerCase() === key)
  if (own || !/^\d$/.test(key)) return own
  const label = labels[key === '0' ? 9 : Number(key) - 1]
  return label?.key ? undefined : label
}

/** Listens before the shell does, so that the page's keys are its own. */
export function useLabelKeys(host: KeyHost): void {
  const latest = useRef(host)
  useEffect(() => {
    latest.current = host
  })
  useEffect(() => {
    function down(event: KeyboardEvent): void {
      const { current: keys } = latest
      if (event.isComposing || covered() || taken(event)) return
      const name = keyName(event)
      if (name === 'space') {
        event.preventDefault()
        return keys.space(true)
      }
      if (handle(name, event, keys)) {
        event.preventDefault()
        event.stopPropagation()
      }
    }
    const up = (event: KeyboardEvent) => event.key === ' ' && latest.current.space(false)
    const blur = () => latest.current.space(false)
    window.addEventListener('keydown', down, true)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', blur)
    return () => {
      window.removeEventListener('keydown', down, true)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', blur)
    }
  }, [])
}

function handle(name: string, event: KeyboardEvent, keys: KeyHost): boolean {
  if (keys.tool(name)) return true
  const label = labelFor(name, keys.labels)
  if (label) {
    keys.pickLabel(label)
    return true
  }
  const action = actionFor(name, keys.own())
  if (action) return keys.run(action) !== false
  const arrow = arrows[event.key.toLowerCase()]
  return arrow !== undefined && !event.ctrlKey && !event.metaKey && keys.arrow(...arrow, { shift: event.shiftKey, alt: event.altKey })
}
