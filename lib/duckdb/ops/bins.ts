/** About how many bars a histogram has. */
const wanted = 24

const second = 1_000
const day = 86_400 * second
const timeSteps = [1, 5, 15, 60, 300, 900, 3_600, 6 * 3_600, 86_400, 7 * 86_400].map((seconds) => seconds * second)

export interface Edges {
  /** Lower edge of the first bin. */
  start: number
  /** Upper edges, growing. */
  edges: number[]
}

/**
 * Equal bins that cover [min, max] with edges at round numbers: steps of 1, 2 or 5 times a power of ten.
 * Whole numbers with a small range get one bin each.
 */
export function numberEdges(min: number, max: number, whole: boolean, count = wanted): Edges {
  if (whole && max - min < Math.max(40, count)) return { start: min - 1, edges: Array.from({ length: max - min + 1 }, (_, index) => min + index) }
  if (min === max) return { start: min, edges: [max] }
  const step = niceStepOf((max - min) / count)
  return steps(min, max, whole ? Math.max(1, step) : step)
}

/** The step of 1, 2 or 5 times a power of ten that is nearest to `raw`. */
export function niceStepOf(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const unit = raw / power
  return (unit < 1.5 ? 1 : unit < 3.5 ? 2 : unit < 7.5 ? 5 : 10) * power
}

/** Equal bins over instants (milliseconds since 1970): whole seconds to weeks, then equal numbers of days. */
export function timeEdges(min: number, max: number, wholeDays: boolean, count = wanted): Edges {
  if (min === max) return { start: min, edges: [max] }
  const raw = (max - min) / count
  const step = timeSteps.find((candidate) => candidate >= raw && (!wholeDays || candidate >= day)) ?? Math.ceil(raw / day) * day
  return steps(min, max, step)
}

function steps(min: number, max: number, step: number): Edges {
  const first = Math.floor(min / step)
  const count = Math.max(1, Math.ceil(max / step) - first)
  // By multiplication, not by adding up: 0.1 + 0.2 would leave an edge at 0.30000000000000004.
  const edge = (index: number) => Number(((first + index) * step).toPrecision(12))
  const edges = Array.from({ length: count }, (_, index) => edge(index + 1))
  if (edges.at(-1)! < max) edges[edges.length - 1] = max
  return { start: edge(0), edges }
}
