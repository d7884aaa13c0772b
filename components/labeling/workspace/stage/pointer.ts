import { distance } from '@/lib/labeling/canvas/geometry'
import { toImage } from '@/lib/labeling/canvas/viewport'
import type { Point } from '@/lib/labeling/shapes'
import type { Press, Tool } from '../tools/tool'
import type { Stage } from './stage'

export interface PointerHost {
  tool(): Tool
  /** What the pointer is over, as long as nothing is pressed. */
  hover(press: Press | null): void
  /** Whether the space bar is held. */
  panning(): boolean
}

/** Milliseconds and screen pixels within which two presses are a double press. */
const doubleTime = 350
const doubleReach = 8

/** Turns the container's pointer events into a tool's; the wheel, the middle button, Space and two fingers move the view. */
export function listenToPointer(stage: Stage, host: PointerHost): () => void {
  const { container } = stage
  const touches = new Map<number, Point>()
  let pressed: 'tool' | 'pan' | null = null
  let last: Point = [0, 0]
  let before: { at: Point; time: number } | null = null

  const place = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = container.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }
  const pressOf = (event: PointerEvent, double = false): Press => {
    const window = place(event)
    return { window, at: toImage(stage.view, window), shift: event.shiftKey, alt: event.altKey, touch: event.pointerType === 'touch', double }
  }

  function down(event: PointerEvent): void {
    if ((event.target as HTMLElement).closest('button, a, input')) return
    container.focus({ preventScroll: true })
    const at = place(event)
    if (event.pointerType === 'touch') {
      touches.set(event.pointerId, at)
      if (touches.size === 2) {
        // A second finger turns what the first began into a movement of the view.
        if (pressed === 'tool') host.tool().cancel?.()
        pressed = null
        return
      }
    }
    if (event.button > 1) return
    container.setPointerCapture(event.pointerId)
    last = at
    pressed = event.button === 1 || host.panning() ? 'pan' : 'tool'
    if (pressed === 'pan') return
    const double = before !== null && event.timeStamp - before.time < doubleTime && distance(before.at, at) < doubleReach
    before = double ? null : { at, time: event.timeStamp }
    host.tool().down?.(pressOf(event, double))
  }

  function move(event: PointerEvent): void {
    const at = place(event)
    if (touches.size === 2 && touches.has(event.pointerId)) return pinch(event.pointerId, at)
    if (pressed === 'pan') {
      stage.panBy(at[0] - last[0], at[1] - last[1])
      last = at
    } else if (pressed === 'tool') {
      // A pen gives more places than there are frames; a stroke needs all of them.
      const all = event.getCoalescedEvents?.() ?? []
      for (const each of all.length > 0 ? all : [event]) host.tool().drag?.(pressOf(each))
      host.hover(pressOf(event))
    } else {
      const press = pressOf(event)
      host.tool().hover?.(press)
      host.hover(press)
    }
  }

  function pinch(id: number, at: Point): void {
    const fixed = [...touches].find(([other]) => other !== id)![1]
    const from = touches.get(id)!
    const middle = (a: Point): Point => [(a[0] + fixed[0]) / 2, (a[1] + fixed[1]) / 2]
    stage.panBy(middle(at)[0] - middle(from)[0], middle(at)[1] - middle(from)[1])
    const [was, is] = [distance(from, fixed), distance(at, fixed)]
    if (was > 0) stage.zoomBy(is / was, middle(at))
    touches.set(id, at)
  }

  function up(event: PointerEvent): void {
    touches.delete(event.pointerId)
    if (pressed === 'tool') host.tool().up?.(pressOf(event))
    pressed = null
  }
  function lost(event: PointerEvent): void {
    touches.delete(event.pointerId)
    // The system took the pointer away; what is drawn by then stays.
    if (pressed === 'tool') host.tool().finish?.()
    pressed = null
  }
  const leave = () => pressed === null && host.hover(null)

  function wheel(event: WheelEvent): void {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    if (event.shiftKey) return stage.panBy(-(event.deltaX || event.deltaY) * unit, 0)
    stage.zoomBy(Math.exp(-event.deltaY * unit * 0.0015), place(event))
  }

  const stop = (event: Event) => event.preventDefault()
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: lost, pointerleave: leave, wheel, contextmenu: stop } as Record<string, EventListener | ((event: never) => void)>
  for (const [name, listener] of Object.entries(listeners)) container.addEventListener(name, listener as EventListener, { passive: false })
  return () => {
    for (const [name, listener] of Object.entries(listeners)) container.removeEventListener(name, listener as EventListener)
  }
}
