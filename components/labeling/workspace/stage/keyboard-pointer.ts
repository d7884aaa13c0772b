import { clampPoint } from '@/lib/labeling/canvas/geometry'
import { toImage, toWindow } from '@/lib/labeling/canvas/viewport'
import type { Point } from '@/lib/labeling/shapes'
import type { Press, Tool } from '../tools/tool'
import type { Stage } from './stage'

/** Screen pixels that an arrow moves the crosshair, alone, with Shift, and with Alt (one image pixel). */
const step = 10
const far = 50

/** Draws without a mouse: arrows move a crosshair, Enter presses at it, and Enter again at the same place is a double press. */
export class KeyboardPointer {
  private at: Point | null = null
  private down = false
  private placed: Point | null = null

  constructor(
    private readonly stage: Stage,
    private readonly tool: () => Tool,
    /** Whether the tool paints from press to release, so that Enter begins and a second Enter ends it. */
    private readonly held: () => boolean,
  ) {}

  /** Whether arrows were used since the mouse was. */
  get active(): boolean {
    return this.at !== null
  }

  move(dx: number, dy: number, { shift, alt }: { shift: boolean; alt: boolean }): void {
    const { view, window, image } = this.stage
    const by = alt ? 1 : (shift ? far : step) / view.scale
    const from = this.at ?? toImage(view, [window.width / 2, window.height / 2])
    this.at = clampPoint([Math.round((from[0] + dx * by) * 100) / 100, Math.round((from[1] + dy * by) * 100) / 100], image)
    this.stage.cross = this.at
    this.stage.reveal(this.at)
    if (this.down) this.tool().drag?.(this.press())
    else this.tool().hover?.(this.press())
    this.stage.redraw()
  }

  /** Enter: true if there was a crosshair to press at. */
  enter(): boolean {
    if (!this.at) return false
    if (this.down) this.lift()
    else {
      const double = this.placed !== null && this.placed[0] === this.at[0] && this.placed[1] === this.at[1]
      this.tool().down?.(this.press(double))
      this.placed = double ? null : this.at
      if (this.held()) this.down = true
      else this.tool().up?.(this.press())
    }
    this.stage.redraw()
    return true
  }

  /** The mouse is back, or another tool: the crosshair goes. */
  hide(): void {
    if (!this.at) return
    if (this.down) this.lift()
    this.at = this.placed = null
    this.stage.cross = null
    this.stage.redraw()
  }

  private lift(): void {
    this.down = false
    this.tool().up?.(this.press())
  }

  private press(double = false): Press {
    const at = this.at!
    return { at, window: toWindow(this.stage.view, at), shift: false, alt: false, touch: false, double }
  }
}
