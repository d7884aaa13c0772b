import type { TriggerLink } from './late-trigger'

export interface Bubble {
  id: string
  element: HTMLElement
  receive: TriggerLink['receive']
  content: React.ReactNode
  keys?: string
  side: 'top' | 'right' | 'bottom' | 'left'
}

let list: readonly Bubble[] = []
const listeners = new Set<() => void>()

function change(next: readonly Bubble[]): void {
  list = next
  for (const listener of listeners) listener()
}

/** The tooltips of the page that have been wanted once; drawn by `TooltipBubbles`. */
export const bubbles = {
  get: () => list,
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  put(bubble: Bubble) {
    const at = list.findIndex(({ id }) => id === bubble.id)
    change(at < 0 ? [...list, bubble] : list.with(at, bubble))
  },
  drop(id: string) {
    if (list.some((bubble) => bubble.id === id)) change(list.filter((bubble) => bubble.id !== id))
  },
}
