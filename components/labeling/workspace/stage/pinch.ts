import { distance } from '@/lib/labeling/canvas/geometry'
import type { Point } from '@/lib/labeling/shapes'
import type { Stage } from './stage'

/** The fingers on the canvas. Two of them move the view and zoom it, at the place between them. */
export class Pinch {
  private fingers = new Map<number, Point>()

  constructor(private readonly stage: Stage) {}

  get count(): number {
    return this.fingers.size
  }

  put(id: number, at: Point): void {
    this.fingers.set(id, at)
  }

  /** A finger has moved; true if it is one of two. */
  move(id: number, at: Point): boolean {
    const from = this.fingers.get(id)
    const fixed = [...this.fingers].find(([other]) => other !== id)?.[1]
    if (!from || !fixed || this.fingers.size !== 2) return false
    const middle = (a: Point): Point => [(a[0] + fixed[0]) / 2, (a[1] + fixed[1]) / 2]
    this.stage.panBy(middle(at)[0] - middle(from)[0], middle(at)[1] - middle(from)[1])
    const [was, is] = [distance(from, fixed), distance(at, fixed)]
    if (was > 0) this.stage.zoomBy(is / was, middle(at))
    this.fingers.set(id, at)
    return true
  }

  lift(id: number): void {
    this.fingers.delete(id)
  }

  clear(): void {
    this.fingers.clear()
  }
}
