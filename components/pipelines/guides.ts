import type { Box } from './align'

type Rect = Omit<Box, 'id'>
/** A line in canvas units: from x1, y1 to x2, y2. */
export type Segment = readonly [number, number, number, number]

export interface Snap {
  /** How far what is dragged is to move so that it is in line. */
  dx: number
  dy: number
  /** The lines that say with what. */
  lines: Segment[]
}

/** The same maths for both directions: `start` and `size` along the axis, `low` and `high` across it. */
interface Span {
  start: number
  end: number
  low: number
  high: number
}

interface Fit {
  by: number
  lines: (by: number) => Segment[]
}

/**
 * Brings a dragged box into line with its neighbours: edges to edges, middles to middles, or equal gaps to the next ones in
 * the same row or column. `reach` is how far it may be moved for it, in canvas units. One pass over the others.
 */
export function snapBox(box: Rect, others: readonly Rect[], reach: number): Snap {
  const across = fitAlong(spanX(box), others.map(spanX), reach)
  const down = fitAlong(spanY(box), others.map(spanY), reach)
  const [dx, dy] = [across?.by ?? 0, down?.by ?? 0]
  // Lines are drawn to where the box then is in the other direction.
  return { dx, dy, lines: [...(across?.lines(dy) ?? []), ...(down?.lines(dx).map(([a, b, c, d]): Segment => [b, a, d, c]) ?? [])] }
}

const spanX = ({ x, y, width, height }: Rect): Span => ({ start: x, end: x + width, low: y, high: y + height })
const spanY = ({ x, y, width, height }: Rect): Span => ({ start: y, end: y + height, low: x, high: x + width })

function fitAlong(box: Span, others: readonly Span[], reach: number): Fit | undefined {
  const line = lineFit(box, others, reach)
  const gap = gapFit(box, others, reach)
  return gap && (!line || Math.abs(gap.by) < Math.abs(line.by)) ? gap : line
}

const middle = ({ start, end }: Span) => (start + end) / 2

/** The nearest edge or middle to come in line with. */
function lineFit(box: Span, others: readonly Span[], reach: number): Fit | undefined {
  let best = Infinity
  for (const other of others) {
    for (const by of [middle(other) - middle(box), other.start - box.start, other.end - box.end, other.end - box.start, other.start - box.end]) {
      if (Math.abs(by) <= reach && Math.abs(by) < Math.abs(best)) best = by
    }
  }
  if (best === Infinity) return undefined
  return { by: best, lines: (shift) => linesAt({ start: box.start + best, end: box.end + best, low: box.low + shift, high: box.high + shift }, others) }
}

/** One line for each edge or middle that is shared, as long as all that share it. */
function linesAt(box: Span, others: readonly Span[]): Segment[] {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.5
  return [box.start, middle(box), box.end].flatMap((at, index): Segment[] => {
    // A middle is in line with middles alone: an edge that happens to be there says nothing.
    const sharing = others.filter((other) => (index === 1 ? near(middle(other), at) : near(other.start, at) || near(other.end, at)))
    if (sharing.length === 0) return []
    return [[at, Math.min(box.low, ...sharing.map((other) => other.low)), at, Math.max(box.high, ...sharing.map((other) => other.high))]]
  })
}

/** Equal gaps: between the two neighbours, or as far from one as that is from the next behind it. */
function gapFit(box: Span, others: readonly Span[], reach: number): Fit | undefined {
  const row = others.filter((other) => other.low < box.high && other.high > box.low).sort((a, b) => a.start - b.start)
  const before = row.filter((other) => other.end <= box.start + reach)
  const after = row.filter((other) => other.start >= box.end - reach)
  const [last, first] = [before.sort((a, b) => a.end - b.end).at(-1), after[0]]
  const size = box.end - box.start
  const fits: Fit[] = []
  const offer = (start: number, pairs: (at: Span) => [Span, Span][]) => {
    const by = start - box.start
    if (Math.abs(by) > reach) return
    fits.push({ by, lines: (shift) => pairs({ start, end: start + size, low: box.low + shift, high: box.high + shift }).flatMap(([a, b]) => gapLine(a, b)) })
  }
  if (last && first && first.start - last.end > size) offer((last.end + first.start - size) / 2, (at) => [[last, at], [at, first]])
  const secondLast = last && before.filter((other) => other.end <= last.start).at(-1)
  if (last && secondLast && last.start > secondLast.end) offer(last.end + last.start - secondLast.end, (at) => [[secondLast, last], [last, at]])
  const second = first && after.find((other) => other.start >= first.end)
  if (first && second && second.start > first.end) offer(first.start - (second.start - first.end) - size, (at) => [[at, first], [first, second]])
  return fits.sort((a, b) => Math.abs(a.by) - Math.abs(b.by))[0]
}

/** From one to the next, in the middle of what they share across, with a mark at both ends. */
function gapLine(a: Span, b: Span): Segment[] {
  const at = (Math.max(a.low, b.low) + Math.min(a.high, b.high)) / 2
  const mark = (x: number): Segment => [x, at - 4, x, at + 4]
  return [[a.end, at, b.start, at], mark(a.end), mark(b.start)]
}
