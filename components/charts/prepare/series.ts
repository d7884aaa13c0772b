/** Token names of the series colours, in a fixed order; the values per theme stand in app/globals.css. */
export const seriesColours = [1, 2, 3, 4, 5, 6, 7, 8].map((index) => `var(--series-${index})`)

const dashes = [undefined, '6 3', '2 3', '8 3 2 3']

/**
 * Colour and dash of a name, fixed by its place among all names, so that hiding others never repaints it.
 * After eight names the colours repeat with another dash.
 */
export function styleOf(name: string, names: readonly string[]): { colour: string; dash: string | undefined } {
  const place = Math.max(0, names.indexOf(name))
  return {
    colour: seriesColours[place % seriesColours.length] as string,
    dash: dashes[Math.floor(place / seriesColours.length) % dashes.length],
  }
}

/** The `limit` greatest by value, in descending order, ties by name; and how many were left out. */
export function top<T>(items: readonly T[], limit: number, value: (item: T) => number, name: (item: T) => string): { kept: T[]; dropped: number } {
  const finite = (item: T) => (Number.isFinite(value(item)) ? value(item) : -Infinity)
  const sorted = [...items].sort((a, b) => finite(b) - finite(a) || name(a).localeCompare(name(b)))
  return { kept: sorted.slice(0, limit), dropped: Math.max(0, sorted.length - limit) }
}

/**
 * At most about `limit` points that look the same: of each bucket of neighbours the first, last, lowest and highest, in
 * order. Deterministic, and no spike is lost.
 */
export function thin<T extends { y: number }>(points: readonly T[], limit = 600): T[] {
  if (points.length <= limit) return [...points]
  const size = Math.ceil(points.length / Math.max(1, Math.floor(limit / 4)))
  const kept: T[] = []
  for (let start = 0; start < points.length; start += size) {
    const end = Math.min(points.length, start + size)
    let low = start
    let high = start
    for (let index = start; index < end; index++) {
      if ((points[index] as T).y < (points[low] as T).y) low = index
      if ((points[index] as T).y > (points[high] as T).y) high = index
    }
    for (const index of [...new Set([start, low, high, end - 1])].sort((a, b) => a - b)) kept.push(points[index] as T)
  }
  return kept
}

/** The place of the item nearest to a position, both in pixels; −1 where none is within `reach`. */
export function nearest(items: readonly { px: number; py: number }[], px: number, py: number, reach: number): number {
  let best = -1
  let distance = reach * reach
  items.forEach((item, index) => {
    const away = (item.px - px) ** 2 + (item.py - py) ** 2
    if (away <= distance) {
      best = index
      distance = away
    }
  })
  return best
}
