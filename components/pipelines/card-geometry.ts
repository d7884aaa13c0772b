/** Sizes of a step's card in canvas units. The drawing and the layout both read them, so that nothing is measured. */
export const cardWidth = 240
export const cardHeight = 60
/** What the state strip of a run adds. */
export const stripHeight = 24
/** A card that is drawn small: its name and the state of a run beside it. */
export const smallHeight = 32
/** The side of the square at which wires end; its middle lies on the card's edge, and the mark drawn there is wider. */
export const portSize = 4

export interface PortPlace {
  /** From the card's left edge to the port's middle. */
  x: number
}

/** Middles of `count` ports along the card's edge, evenly spread. */
export function portPlaces(count: number): PortPlace[] {
  return Array.from({ length: count }, (_, index) => ({ x: (cardWidth * (index + 1)) / (count + 1) }))
}

/** A card's size; `strip` where it shows the state of a run. */
export function cardSize({ strip, collapsed = false }: { strip: boolean; collapsed?: boolean }): { width: number; height: number } {
  if (collapsed) return { width: cardWidth, height: smallHeight }
  return { width: cardWidth, height: cardHeight + (strip ? stripHeight : 0) }
}
