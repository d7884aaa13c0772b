/** Steps and instants are whole numbers as text, since JavaScript's own end at 2^53. */
export interface Point {
  key: number
  step: string
  atMs: string
  value: number
}

/** What some points of one metric come to. `lowest` and `highest` leave NaN out. */
export interface Span {
  key: number
  first: Point
  last: Point
  lowest: number | null
  highest: number | null
  points: number
}

/** By metric, in the order of keys. The last point has the highest step, then instant, then value; the first the lowest step, then instant. */
export function spansOf(points: readonly Point[]): Span[] {
  const spans = new Map<number, Span>()
  for (const point of points) {
    const span = spans.get(point.key)
    if (!span) spans.set(point.key, { key: point.key, first: point, last: point, ...extremes(point.value, null, null), points: 1 })
    else add(span, point)
  }
  return [...spans.values()].sort((a, b) => a.key - b.key)
}

function add(span: Span, point: Point): void {
  if (compare(point, span.last) > 0) span.last = point
  else if (compare(point, span.first) < 0) span.first = point
  Object.assign(span, extremes(point.value, span.lowest, span.highest))
  span.points++
}

function extremes(value: number, lowest: number | null, highest: number | null): Pick<Span, 'lowest' | 'highest'> {
  if (Number.isNaN(value)) return { lowest, highest }
  return { lowest: lowest === null || value < lowest ? value : lowest, highest: highest === null || value > highest ? value : highest }
}

const compare = (a: Point, b: Point): number => compareWhole(a.step, b.step) || compareWhole(a.atMs, b.atMs) || compareValues(a.value, b.value)

/** Below 0 where the whole number `a` is less than `b`, above 0 where it is more. */
export function compareWhole(a: string, b: string): number {
  if (a === b) return 0
  // Without a sign and zeros before it, the longer one is more.
  if (isPlain(a) && isPlain(b)) return a.length - b.length || (a < b ? -1 : 1)
  const difference = BigInt(a) - BigInt(b)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

const isPlain = (digits: string) => digits === '0' || (digits[0]! > '0' && digits[0]! <= '9')

/** As PostgreSQL compares them: NaN is above everything. */
function compareValues(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return a < b ? -1 : Number(a > b)
}
