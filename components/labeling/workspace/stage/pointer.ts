import { distance } from '@/lib/labeling/canvas/geometry'
import { toImage } from '@/lib/labeling/canvas/viewport'
import type { Point } from '@/lib/labeling/shapes'
import type { Press, Tool } from '../tools/tool'
import { Palms } from './palms'
import { Pinch } from './pinch'
import type { Stage } from './stage'

export interface PointerHost {
  tool(): Tool
  /** What the pointer is over, as long as nothing is pressed. */
  hover(press: Press | null): void
  /** Whether the space bar is held. */
  panning(): boolean
  /** Whether a press counts as one with Shift, which a hand without a keyboard chooses by a button. */
  shift(): boolean
  /** Asked for what can be done to the shape there; false where there is none. */
  context(press: Press): boolean
  /** Whether a finger that rests asks for that; else only the right button does. */
  holds(): boolean
}

/** Milliseconds and screen pixels within which two presses are a double press. */
const doubleTime = 350
const doubleReach = { fine: 8, coarse: 24 }
/** A finger that rests so long, and no further off than this, asks for the shape's menu. */
const holdTime = 500
const holdReach = 10
/** A stroke this long and far is meant: a second finger does not take it back. */
const meantTime = 300
const meantReach = 24

interface Active {
  id: number
  type: string
  as: 'tool' | 'pan'
  press: Press
  time: number
  furthest: number
}

/**
 * Turns the container's pointer events into a tool's. One pointer works at a time. The wheel, the middle button, Space and two
 * fingers move the view; while a pen is in use, touches are the hand that holds it.
 */
class CanvasPointer {
  private pinch: Pinch
  private palms = new Palms()
  private active: Active | null = null
  private last: Point = [0, 0]
  private before: { at: Point; time: number } | null = null
  private holding: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly stage: Stage,
    private readonly host: PointerHost,
  ) {
    this.pinch = new Pinch(stage)
  }

  private place(event: { clientX: number; clientY: number }): Point {
    const { left, top } = this.stage.container.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  private pressOf(event: MouseEvent & { pointerType?: string }, double = false): Press {
    const window = this.place(event)
    return { window, at: toImage(this.stage.view, window), shift: event.shiftKey || this.host.shift(), alt: event.altKey, touch: event.pointerType === 'touch', double }
  }

  down = (event: PointerEvent): void => {
    if ((event.target as HTMLElement).closest('button, a, input')) return
    const { container } = this.stage
    container.focus({ preventScroll: true })
    this.stage.coarse.set(event.pointerType === 'touch')
    if (event.pointerType === 'pen') this.penDown(event)
    if (event.pointerType === 'touch' && !this.touchDown(event)) return
    if (this.active || event.button > 1) return
    container.setPointerCapture(event.pointerId)
    this.begin(event)
  }

  private penDown(event: PointerEvent): void {
    this.palms.pen(event.timeStamp)
    this.pinch.clear()
    const { active } = this
    if (active?.type !== 'touch') return
    this.palms.rest(active.id)
    this.takeBack()
  }

  /** False where the touch does not begin anything: the hand that holds a pen, or a second finger. */
  private touchDown(event: PointerEvent): boolean {
    if (this.active?.type === 'pen') this.palms.pen(event.timeStamp)
    if (this.palms.down(event.pointerId, event.timeStamp)) return false
    const { active } = this
    if (active && event.timeStamp - active.time > meantTime && active.furthest > meantReach) {
      this.palms.rest(event.pointerId)
      return false
    }
    this.pinch.put(event.pointerId, this.place(event))
    if (this.pinch.count < 2) return true
    // A second finger turns what the first began into a movement of the view.
    this.takeBack()
    this.before = null
    return false
  }

  private begin(event: PointerEvent): void {
    const press = this.pressOf(event)
    this.last = press.window
    const as = event.button === 1 || this.host.panning() ? 'pan' : 'tool'
    this.active = { id: event.pointerId, type: event.pointerType, as, press, time: event.timeStamp, furthest: 0 }
    if (as === 'pan') return
    const { before } = this
    const double = before !== null && event.timeStamp - before.time < doubleTime && distance(before.at, press.window) < doubleReach[press.touch ? 'coarse' : 'fine']
    this.before = double ? null : { at: press.window, time: event.timeStamp }
    this.host.tool().down?.({ ...press, double })
    if (event.pointerType !== 'mouse' && this.host.holds()) this.holding = setTimeout(() => this.hold(press), holdTime)
  }

  private hold(press: Press): void {
    if (!this.active || this.active.furthest > holdReach) return
    this.takeBack()
    this.host.context(press)
  }

  move = (event: PointerEvent): void => {
    if (event.pointerType === 'pen') this.palms.pen(event.timeStamp)
    if (this.palms.rests(event.pointerId)) return
    const at = this.place(event)
    if (this.pinch.move(event.pointerId, at)) return
    const { active } = this
    // A finger that is left over from two, or another pointer beside the one that works.
    if (active ? active.id !== event.pointerId : event.pointerType === 'touch') return
    if (!active) {
      const press = this.pressOf(event)
      this.host.tool().hover?.(press)
      return this.host.hover(press)
    }
    active.furthest = Math.max(active.furthest, distance(at, active.press.window))
    if (active.furthest > holdReach) clearTimeout(this.holding)
    if (active.as === 'pan') {
      this.stage.panBy(at[0] - this.last[0], at[1] - this.last[1])
      this.last = at
      return
    }
    // A pen gives more places than there are frames; a stroke needs all of them.
    const all = event.getCoalescedEvents?.() ?? []
    for (const each of all.length > 0 ? all : [event]) this.host.tool().drag?.(this.pressOf(each))
    this.host.hover(this.pressOf(event))
  }

  up = (event: PointerEvent): void => this.end(event, () => this.host.tool().up?.(this.pressOf(event)))

  /** The system took the pointer away; what is drawn by then stays. */
  lost = (event: PointerEvent): void => this.end(event, () => this.host.tool().finish?.())

  private end(event: PointerEvent, finish: () => void): void {
    if (event.pointerType === 'pen') this.palms.pen(event.timeStamp)
    this.pinch.lift(event.pointerId)
    if (this.palms.lift(event.pointerId) || this.active?.id !== event.pointerId) return
    clearTimeout(this.holding)
    const { as } = this.active
    this.active = null
    if (as === 'tool') finish()
  }

  /** The press under way was not meant: what it began goes, what was there before it stays. */
  private takeBack(): void {
    clearTimeout(this.holding)
    if (this.active?.as === 'tool') this.host.tool().retract?.()
    this.active = null
  }

  leave = (event: PointerEvent): void => {
    if (this.active) return
    this.host.hover(null)
    this.host.tool().leave?.()
    if (event.pointerType === 'pen') this.palms.pen(event.timeStamp)
  }

  wheel = (event: WheelEvent): void => {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    if (event.shiftKey) return this.stage.panBy(-(event.deltaX || event.deltaY) * unit, 0)
    this.stage.zoomBy(Math.exp(-event.deltaY * unit * 0.0015), this.place(event))
  }

  /** The right button; a finger that rests has its own clock, since not every browser tells of it. */
  context = (event: MouseEvent): void => {
    event.preventDefault()
    const { pointerType } = event as PointerEvent
    if (!this.active && pointerType !== 'touch' && pointerType !== 'pen') this.host.context(this.pressOf(event))
  }

  close(): void {
    clearTimeout(this.holding)
  }
}

/** Listens until what it answers is called. */
export function listenToPointer(stage: Stage, host: PointerHost): () => void {
  const { container } = stage
  const pointer = new CanvasPointer(stage, host)
  const { down, move, up, lost, leave, wheel, context } = pointer
  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: lost, pointerleave: leave, wheel, contextmenu: context } as Record<string, EventListener | ((event: never) => void)>
  for (const [name, listener] of Object.entries(listeners)) container.addEventListener(name, listener as EventListener, { passive: false })
  return () => {
    pointer.close()
    for (const [name, listener] of Object.entries(listeners)) container.removeEventListener(name, listener as EventListener)
  }
}
