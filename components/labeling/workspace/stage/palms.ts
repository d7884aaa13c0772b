/** Milliseconds after a pen's last sign within which a touch is the hand that holds it. */
const penRest = 800

/** Tells the hand that rests on the screen from a finger: what touches while a pen is near, and whatever touches beside it. */
export class Palms {
  private penAt = -Infinity
  private resting = new Set<number>()

  /** The pen was seen, in the air or on the canvas. */
  pen(time: number): void {
    this.penAt = time
  }

  /** A touch that came down: whether it is not meant. It stays so until it is lifted. */
  down(id: number, time: number): boolean {
    const palm = time - this.penAt < penRest || this.resting.size > 0
    if (palm) this.resting.add(id)
    return palm
  }

  rests(id: number): boolean {
    return this.resting.has(id)
  }

  /** A finger that was down when the pen came was the hand as well. */
  rest(id: number): void {
    this.resting.add(id)
  }

  lift(id: number): boolean {
    return this.resting.delete(id)
  }
}
