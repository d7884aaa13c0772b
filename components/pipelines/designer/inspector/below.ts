/** Where a list that a button opens begins: at its lower left corner, on the screen. */
export function below(element: Element): { x: number; y: number } {
  const { left, bottom } = element.getBoundingClientRect()
  return { x: left, y: bottom + 4 }
}
