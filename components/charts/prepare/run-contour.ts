import { contours } from 'd3-contour'
import { Delaunay } from 'd3-delaunay'
import { formatCount, formatNumber } from '@/lib/results/format'
import type { Dimension } from './dimension'
import type { LineLook } from './run-lines'
import { extent, niceDomain } from './scale'
import type { Fact, Frame } from './spec'

export interface UnitAxis {
  label: string
  /** Places between 0 and 1 with their text. */
  ticks: { at: number; text: string }[]
}

export interface ContourSpec extends Frame {
  x: UnitAxis
  y: UnitAxis
  /** From the lowest up, each over the one before: where the surface is at least `from`. Places between 0 and 1, upwards. */
  levels: { from: number; text: string; shade: number; polygons: [number, number][][][] }[]
  /** Around all runs: beyond it nothing is said. */
  hull: [number, number][]
  points: { x: number; y: number; name: string; id: string; best: boolean; facts: Fact[] }[]
  ends: [string, string]
}

type Numbers = Extract<Dimension, { kind: 'number' }>

interface Place {
  x: number
  y: number
  value: number
}

/** Cells of the grid that is laid over the surface, each way. */
const SIDE = 96

/** From a number to its place between 0 and 1, and the ticks between. Over two powers of ten of positive numbers, by powers. */
function unitAxis(of: Numbers, values: number[]): { axis: UnitAxis; place: (value: number) => number } {
  const [low, high] = extent(values)!
  if (low > 0 && high / low >= 100) {
    const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
    const place = (value: number) => (Math.log10(value) - first) / (last - first)
    const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    const every = Math.ceil(powers.length / 7)
    return { place, axis: { label: `${of.label}, logarithmic`, ticks: powers.filter((_, index) => index % every === 0).map((power) => ({ at: (power - first) / (last - first), text: formatNumber(10 ** power) })) } }
  }
  const { domain, ticks } = niceDomain([low, high])
  const place = (value: number) => (value - domain[0]) / (domain[1] - domain[0])
  return { place, axis: { label: of.label, ticks: ticks.map((tick) => ({ at: place(tick), text: formatNumber(tick) })) } }
}

/** Runs at the same place count as one, with their mean. */
function gather(points: readonly Place[]): Place[] {
  const found = new Map<string, Place[]>()
  for (const point of points) found.set(`${point.x} ${point.y}`, [...(found.get(`${point.x} ${point.y}`) ?? []), point])
  return [...found.values()].map((same) => ({ x: same[0]!.x, y: same[0]!.y, value: same.reduce((sum, { value }) => sum + value, 0) / same.length }))
}

/**
 * Values on a grid of SIDE × SIDE, row by row from y = 0: linear inside the triangles that neighbouring places make (Delaunay). Beyond them
 * the value at the nearest place of the hull, which hides it. Null where the places make no triangle.
 */
export function surface(places: readonly Place[]): { grid: Float64Array; hull: [number, number][] } | null {
  const delaunay = Delaunay.from(places, ({ x }) => x, ({ y }) => y)
  const { triangles, hull } = delaunay
  const grid = new Float64Array(SIDE * SIDE).fill(Number.NaN)
  const centre = (index: number) => (index + 0.5) / SIDE
  let area = 0
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [places[triangles[at]!]!, places[triangles[at + 1]!]!, places[triangles[at + 2]!]!]
    const twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    if (Math.abs(twice) < 1e-12) continue
    area += Math.abs(twice)
    const cells = (low: number, high: number) => [Math.max(0, Math.floor(low * SIDE - 0.5)), Math.min(SIDE - 1, Math.ceil(high * SIDE))] as const
    const [left, right] = cells(Math.min(a.x, b.x, c.x), Math.max(a.x, b.x, c.x))
    const [bottom, top] = cells(Math.min(a.y, b.y, c.y), Math.max(a.y, b.y, c.y))
    for (let row = bottom; row <= top; row++) {
      for (let column = left; column <= right; column++) {
        const [x, y] = [centre(column), centre(row)]
        const ofB = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / twice
        const ofC = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / twice
        // A cell whose middle lies just outside belongs to the edge: else the hull's edge would be torn.
        if (ofB < -1e-9 || ofC < -1e-9 || ofB + ofC > 1 + 1e-9) continue
        grid[row * SIDE + column] = a.value + ofB * (b.value - a.value) + ofC * (c.value - a.value)
      }
    }
  }
  if (area === 0) return null
  const rim = [...hull].map((index) => places[index]!)
  for (const [index, value] of grid.entries()) if (Number.isNaN(value)) grid[index] = onRim(rim, centre(index % SIDE), centre(Math.floor(index / SIDE)))
  return { grid, hull: rim.map(({ x, y }) => [x, y]) }
}

/** The value at the nearest place of a closed line through `rim`: so that iso-lines meet the rim and do not run along it. */
function onRim(rim: readonly Place[], x: number, y: number): number {
  let [least, found] = [Infinity, 0]
  for (const [index, a] of rim.entries()) {
    const b = rim[(index + 1) % rim.length]!
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)))
    const away = (a.x + along * dx - x) ** 2 + (a.y + along * dy - y) ** 2
    if (away < least) [least, found] = [away, a.value + along * (b.value - a.value)]
  }
  return found
}

/** A metric over two numbers as a map with iso-lines, the runs on it. Null where they are no numbers or lie on one line: cells say more then. */
export function prepareRunContour(looks: readonly LineLook[], x: Dimension, y: Dimension, metric: Dimension, better: 'higher' | 'lower' | null): ContourSpec | null {
  if (x.kind !== 'number' || y.kind !== 'number' || metric.kind !== 'number' || x.name === y.name) return null
  const known = looks.flatMap((look, index) => {
    const [px, py, value] = [x.values[index] ?? null, y.values[index] ?? null, metric.values[index] ?? null]
    return px === null || py === null || value === null ? [] : [{ look, px, py, value }]
  })
  if (known.length < 3) return null
  const [across, up] = [unitAxis(x, known.map(({ px }) => px)), unitAxis(y, known.map(({ py }) => py))]
  const placed = known.map((run) => ({ ...run, x: across.place(run.px), y: up.place(run.py) }))
  const places = gather(placed)
  const made = surface(places)
  if (!made) return null
  const [low, high] = extent(places.map(({ value }) => value))!
  const thresholds = [low, ...niceDomain([low, high], 8).ticks.filter((tick) => tick > low && tick < high)]
  const found = contours().size([SIDE, SIDE]).thresholds(thresholds.slice(1))(made.grid as unknown as number[])
  const whole: [number, number][][][] = [[[[0, 0], [1, 0], [1, 1], [0, 1]]]]
  const best = better === null ? null : better === 'lower' ? Math.min(...known.map(({ value }) => value)) : Math.max(...known.map(({ value }) => value))
  const missing = looks.length - known.length
  return {
    title: `Contours of ${metric.label} over ${x.label} and ${y.label}`,
    subtitle: [
      `Between ${formatCount(known.length)} runs, linear inside the triangles of neighbours (Delaunay); nothing is said beyond them`,
      places.length < known.length && `runs at one place count as their mean`,
      missing > 0 && `${formatCount(missing)} without a number left out`,
    ].filter(Boolean).join('; '),
    description: `Contours of ${metric.label} from ${formatNumber(low)} to ${formatNumber(high)} over ${x.label} and ${y.label}, interpolated between ${formatCount(known.length)} runs.`,
    fileName: ['contours', metric.label, x.label, y.label].join('-').replace(/[^\w.-]+/g, '-'),
    x: across.axis,
    y: up.axis,
    levels: thresholds.map((from, index) => ({
      from,
      text: formatNumber(from),
      shade: thresholds.length === 1 ? 0.5 : index / (thresholds.length - 1),
      polygons: index === 0 ? whole : found[index - 1]!.coordinates.map((rings) => rings.map((ring) => ring.map(([cx, cy]): [number, number] => [cx! / SIDE, cy! / SIDE]))),
    })),
    hull: made.hull,
    points: placed.map(({ look, x: left, y: bottom, px, py, value }) => ({
      x: left,
      y: bottom,
      name: look.name,
      id: look.id,
      best: value === best,
      facts: [{ label: 'Run', value: look.name }, { label: x.label, value: formatNumber(px) }, { label: y.label, value: formatNumber(py) }, { label: metric.label, value: formatNumber(value) }],
    })),
    ends: [formatNumber(low), formatNumber(high)],
    table: { columns: [{ label: 'Run', numeric: false }, ...[x, y, metric].map(({ label }) => ({ label, numeric: true }))], rows: known.map(({ look, px, py, value }) => [look.name, px, py, value]) },
    empty: null,
  }
}
