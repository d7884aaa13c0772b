import { formatCount, formatNumber } from '@/lib/results/format'
import type { GroupBand, RunSeries } from '@/lib/comparison/schema'
import { logTicks, runAxis, type RunAxis } from './run-axes'
import { extent, niceDomain } from './scale'
import { smooth } from './smooth'
import type { Axis, Frame } from './spec'

export interface LineLook {
  id: string
  name: string
  colour: string
  dash: string | undefined
}

/** A path: a gap wherever `ys` has none. */
export interface DrawnLine extends LineLook {
  xs: number[]
  ys: (number | null)[]
  /** The values behind a smoothed line. */
  faint: boolean
  /** Points to be seen as such: those alone between gaps, and all where there are few. */
  dots: [number, number][]
}

/** What can be read off a line: buckets of neighbouring points, each with its mean, lowest and highest. */
export interface ReadLine extends LineLook {
  x: number[]
  x1: number[]
  y: (number | null)[]
  low: (number | null)[]
  high: (number | null)[]
  count: number[]
  /** Names of what is counted: points of a bucket, or runs of a group. */
  counted: 'points' | 'runs' | null
}

export interface RunLinesSpec extends Frame {
  axis: RunAxis
  x: Axis
  y: Axis
  logX: boolean
  logY: boolean
  lines: DrawnLine[]
  bands: { colour: string; xs: number[]; low: number[]; high: number[] }[]
  marks: { x: number; kind: 'NaN' | 'Infinity' | '-Infinity'; colour: string }[]
  read: ReadLine[]
}

export interface RunLinesInput {
  metric: string
  axis: RunAxis
  /** Ends of what is in sight; null shows all. */
  zoom: readonly [number, number] | null
  logX: boolean
  logY: boolean
  /** From 0 to below 1. */
  smoothing: number
  /** In the order of the legend; series without one are not drawn. */
  looks: readonly LineLook[]
  series: readonly RunSeries[]
}

const FEW = 40

/** The lowest and highest of each bucket in the order of their places, so that every spike is on the path. */
export function spikePath(series: RunSeries): { xs: number[]; ys: (number | null)[] } {
  const { x, y, low, lowX, high, highX } = series
  if (!low || !lowX || !high || !highX) return { xs: x, ys: y }
  const [xs, ys]: [number[], (number | null)[]] = [[], []]
  x.forEach((start, index) => {
    const ends = [[lowX[index], low[index]], [highX[index], high[index]]].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    if (ends[0]![1] === null) {
      xs.push(start)
      ys.push(null)
    } else for (const [at, value] of ends[0]![0] === ends[1]![0] && ends[0]![1] === ends[1]![1] ? [ends[0]!] : ends) {
      xs.push(at!)
      ys.push(value!)
    }
  })
  return { xs, ys }
}

function dotsOf(xs: number[], ys: (number | null)[]): [number, number][] {
  const few = ys.length <= FEW
  return ys.flatMap((y, index): [number, number][] => (y !== null && (few || ((ys[index - 1] ?? null) === null && (ys[index + 1] ?? null) === null)) ? [[xs[index]!, y]] : []))
}

/** One metric of many runs as paths, marks and axes. What is not finite is a gap with a mark; a logarithmic axis leaves out what is not above 0, and says so. */
export function prepareRunLines(input: RunLinesInput): RunLinesSpec {
  const { metric, smoothing, logX, logY } = input
  const bySeries = new Map(input.series.map((series) => [series.run, series]))
  let below = 0
  const fit = (xs: number[], ys: (number | null)[]) => {
    const shown = ys.map((y, index) => (y === null || (logY && y <= 0) || (logX && xs[index]! <= 0) ? null : y))
    below += ys.filter((y, index) => y !== null && shown[index] === null).length
    return shown
  }
  const drawn = input.looks.flatMap((look) => {
    const series = bySeries.get(look.id)
    return series ? [{ look, series }] : []
  })
  const lines = drawn.flatMap(({ look, series }): DrawnLine[] => {
    const { xs, ys } = spikePath(series)
    const shown = fit(xs, ys)
    const raw = { ...look, xs, ys: shown, faint: smoothing > 0, dots: smoothing > 0 ? [] : dotsOf(xs, shown) }
    if (smoothing <= 0) return [raw]
    const xsSmooth = series.x.map((start, index) => (series.x1 ? (start + series.x1[index]!) / 2 : start))
    const values = smooth(series.y, smoothing).map((y, index) => ((logY && y !== null && y <= 0) || (logX && xsSmooth[index]! <= 0) ? null : y))
    return [raw, { ...look, xs: xsSmooth, ys: values, faint: false, dots: series.x.length === 1 ? dotsOf(xsSmooth, values) : [] }]
  })
  const marks = drawn.flatMap(({ look, series }) => series.odd.filter(([x]) => !logX || x > 0).map(([x, kind]) => ({ x, kind, colour: look.colour })))
  const places = drawn.flatMap(({ series }) => (series.x.length > 0 ? [series.x[0]!, (series.x1 ?? series.x).at(-1)!] : []))
  const odds = drawn.reduce((sum, { series }) => sum + series.odds[0] + series.odds[1] + series.odds[2], 0)
  const points = drawn.reduce((sum, { series }) => sum + series.points, 0)
  const bucketed = drawn.some(({ series }) => !series.exact)
  const notes = [
    `${formatCount(points)} ${points === 1 ? 'point' : 'points'}${bucketed ? ', drawn by the lowest and highest of neighbours' : ''}`,
    odds > 0 && `${formatCount(odds)} not a number or infinite, marked at the edge`,
    below > 0 && `${formatCount(below)} at or below 0 have no place on a logarithmic axis`,
  ]
  return {
    ...frame(input, notes, lines, places),
    title: metric,
    description: describe(metric, drawn.map(({ look, series }) => ({ name: look.name, series }))),
    lines,
    bands: [],
    marks,
    read: drawn.map(({ look, series }) => ({ ...look, x: series.x, x1: series.x1 ?? series.x, y: series.y, low: series.low ?? series.y, high: series.high ?? series.y, count: series.count ?? [], counted: series.exact ? null : 'points' })),
    table: {
      columns: [{ label: 'Run', numeric: false }, ...['Points', 'First', 'Last', 'Lowest', 'Highest', 'Not finite'].map((label) => ({ label, numeric: true }))],
      rows: drawn.map(({ look, series }) => {
        const range = extent([...(series.low ?? series.y), ...(series.high ?? [])])
        return [look.name, series.points, series.y.find((y) => y !== null) ?? null, series.y.findLast((y) => y !== null) ?? null, range?.[0] ?? null, range?.[1] ?? null, series.odds[0] + series.odds[1] + series.odds[2]]
      }),
    },
    empty: emptiness(metric, drawn.length, points, lines),
  }
}

function emptiness(metric: string, runs: number, points: number, lines: DrawnLine[]): string | null {
  if (runs === 0 || points === 0) return `None of the runs in sight has ${metric} here.`
  return lines.some(({ ys }) => ys.some((y) => y !== null)) ? null : 'No value of this metric has a place on these axes.'
}

/** Groups of runs: the mean as a line, and a band of one deviation to both sides. */
export function prepareBands(input: Omit<RunLinesInput, 'series'> & { group: string; bands: readonly GroupBand[]; from: number; to: number }): RunLinesSpec {
  const { metric, smoothing, logX, logY } = input
  const looks = new Map(input.looks.map((look) => [look.name, look]))
  const drawn = input.bands.flatMap((band) => (looks.has(band.group) ? [{ band, look: looks.get(band.group)! }] : []))
  const ok = (x: number, y: number) => (!logX || x > 0) && (!logY || y > 0)
  const lines = drawn.map(({ band, look }): DrawnLine => {
    const ys = smooth(band.mean, smoothing).map((y, index) => (y !== null && ok(band.x[index]!, y) ? y : null))
    return { ...look, xs: band.x, ys, faint: false, dots: dotsOf(band.x, ys) }
  })
  const bands = drawn.map(({ band, look }) => {
    const [means, sds] = [smooth(band.mean, smoothing), smooth(band.sd.map((sd) => sd ?? 0), smoothing)]
    const kept = band.x.map((_, index) => index).filter((index) => ok(band.x[index]!, means[index]!))
    const low = kept.map((index) => means[index]! - sds[index]!)
    const floor = Math.min(...kept.map((index) => means[index]!)) / 10
    return { colour: look.colour, xs: kept.map((index) => band.x[index]!), low: logY ? low.map((value) => (value > 0 ? value : floor)) : low, high: kept.map((index) => means[index]! + sds[index]!) }
  })
  const points = drawn.reduce((sum, { band }) => sum + band.points.reduce((a, b) => a + b, 0), 0)
  const runs = drawn.reduce((sum, { band }) => sum + band.runs, 0)
  const values = { lines, bands: bands.map(({ xs, low, high }) => ({ xs: [...xs, ...xs], ys: [...low, ...high] })) }
  return {
    ...frame(input, [`Mean and one deviation over ${formatCount(runs)} runs by ${input.group.replace(/^\w+\./, '')}, of all ${formatCount(points)} points`], [...values.lines, ...values.bands], [input.from, input.to]),
    title: metric,
    description: `${metric}: ${drawn.map(({ band }) => `${band.group}, ${band.runs} runs, mean at the end ${formatNumber(band.mean.at(-1))}`).join('; ')}.`,
    lines,
    bands,
    marks: [],
    read: drawn.map(({ band, look }) => ({ ...look, x: band.x, x1: band.x, y: band.mean, low: band.mean.map((mean, index) => (band.sd[index] === null ? mean : mean - band.sd[index]!)), high: band.mean.map((mean, index) => mean + (band.sd[index] ?? 0)), count: band.count, counted: 'runs' })),
    table: {
      columns: [{ label: 'Group', numeric: false }, ...['From', 'Runs', 'Points', 'Mean', 'Deviation', 'Lowest', 'Highest'].map((label) => ({ label, numeric: true }))],
      rows: drawn.flatMap(({ band }) => band.x.map((x, index) => [band.group, x, band.count[index]!, band.points[index]!, band.mean[index]!, band.sd[index] ?? null, band.low[index]!, band.high[index]!])),
    },
    empty: drawn.length === 0 ? `None of the groups in sight has ${metric} here.` : null,
  }
}

function frame(input: Pick<RunLinesInput, 'metric' | 'axis' | 'zoom' | 'logX' | 'logY'>, notes: (string | false)[], lines: { xs: number[]; ys: (number | null)[] }[], places: number[]) {
  const { metric, axis, zoom, logX, logY } = input
  const range = zoom ?? extent(logX ? places.map((place) => Math.max(place, smallest(lines))) : places) ?? [0, 1]
  const heights = extent(lines.flatMap(({ xs, ys }) => (zoom ? ys.filter((_, index) => xs[index]! >= zoom[0] && xs[index]! <= zoom[1]) : ys)))
  return {
    subtitle: notes.filter(Boolean).join('; '),
    fileName: metric.replace(/[^\w.-]+/g, '-'),
    axis,
    logX,
    logY,
    x: runAxis(axis, [range[0], range[1]], logX),
    y: logY ? logAxis(metric, heights) : { label: metric, ...niceDomain(heights), format: formatNumber },
  }
}

/** The smallest place above 0. */
const smallest = (lines: { xs: number[] }[]) => lines.reduce((least, { xs }) => xs.reduce((a, x) => (x > 0 && x < a ? x : a), least), Infinity)

function logAxis(label: string, range: [number, number] | null): Axis {
  const [low, high] = range ?? [0.1, 1]
  const domain: [number, number] = low === high ? [low / 2, high * 2] : [low / (high / low) ** 0.04, high * (high / low) ** 0.04]
  return { label, domain, ticks: logTicks(domain), format: formatNumber }
}

function describe(metric: string, runs: { name: string; series: RunSeries }[]): string {
  const each = runs.slice(0, 12).map(({ name, series }) => `${name} ends at ${formatNumber(series.y.findLast((y) => y !== null))}`)
  return `${metric} of ${runs.length} ${runs.length === 1 ? 'run' : 'runs'}: ${each.join(', ')}${runs.length > 12 ? ' and others' : ''}.`
}
