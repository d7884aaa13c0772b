import { pointsAfter, seriesBands, seriesBuckets, seriesExtents, type ExportPoint, type SeriesBuckets } from '@/db/queries/series'
import type { Context } from '@/lib/context'
import { parse } from '@/lib/parse'
import { rollUpLater } from '@/lib/tracking/metrics/roll-up'
import { bandBuckets, commonSpan } from './band-buckets'
import { groupsOf } from './groups'
import { namedRuns } from './named-runs'
import { BandsQuestion, SeriesQuestion, type Bands, type GroupBand, type RunSeries } from './schema'

const many = {
  /** Outside of chunks, from which on a chart asks for them to be rolled up. */
  points: 2_000,
  /** From which on each is drawn coarser. */
  runs: 20,
}
const mostParts = 4
const fewestInPart = 10

/** Runs that are asked about side by side, so that all of PostgreSQL's processors work for a chart of many lines. */
function partsOf(runs: readonly number[]): number[][] {
  const parts = Math.min(mostParts, Math.ceil(runs.length / fewestInPart))
  return Array.from({ length: parts }, (_, part) => runs.filter((_, index) => index % parts === part))
}

/**
 * A metric of runs for a chart: the points themselves where they are few, else buckets of neighbours with lowest, highest and
 * mean, made by PostgreSQL of all points. The same question has the same answer. @throws AppError `invalid`, `forbidden`
 */
export async function readSeries(ctx: Context, input: unknown): Promise<{ series: RunSeries[] }> {
  const q = parse(SeriesQuestion, input)
  const runs = await namedRuns(ctx, q.runs)
  const names = new Map(runs.map((run) => [run.id, run.run_id]))
  const parts = partsOf(runs.map(({ id }) => id))
  const found = await Promise.all(parts.map((part) => seriesBuckets(ctx.db, { ...q, workspaceId: ctx.workspace.id, runs: part, coarse: runs.length > many.runs })))
  const rows = found.flat()
  for (const { run, key, unrolled } of rows) if (unrolled > many.points) rollUpLater(ctx.db, run, [key])
  return { series: rows.map((row) => seriesOf(names.get(row.run)!, row)) }
}

function seriesOf(run: string, buckets: SeriesBuckets): RunSeries {
  const { exact, x0, x1, points, mean, low, high, nans, ups, downs, odd } = buckets
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0)
  return {
    run,
    exact,
    points: sum(points),
    x: x0,
    y: mean,
    ...(!exact && { x1, low: low.map((pair) => pair?.[0] ?? null), lowX: low.map((pair) => pair?.[1] ?? null), high: high.map((pair) => pair?.[0] ?? null), highX: high.map((pair) => pair?.[1] ?? null), count: points }),
    odd: odd.flatMap((place, index): RunSeries['odd'] => (place === null ? [] : [[place, nans[index]! > 0 ? 'NaN' : ups[index]! > 0 ? 'Infinity' : '-Infinity']])),
    odds: [sum(nans), sum(ups), sum(downs)],
  }
}

/** Groups of runs as bands: mean and sample deviation of the runs' means, each made of all points in its bucket. @throws AppError `invalid`, `forbidden` */
export async function readBands(ctx: Context, input: unknown): Promise<Bands> {
  const q = parse(BandsQuestion, input)
  const runs = await namedRuns(ctx, q.runs)
  if (runs.length === 0) return { from: 0, to: 0, bands: [] }
  const ids = runs.map(({ id }) => id)
  const question = { workspaceId: ctx.workspace.id, runs: ids, metric: q.metric, axis: q.axis }
  const [{ names, of }, ends] = await Promise.all([groupsOf(ctx, ids, q.group), seriesExtents(ctx.db, { ...question, from: null, to: null })])
  const [first, last] = [Math.min(...ends.map((end) => end.first)), Math.max(...ends.map((end) => end.last))]
  const [from, to] = [q.from ?? first, q.to ?? last]
  if (ends.length === 0 || from > to) return { from: 0, to: 0, bands: [] }
  const cut = bandBuckets({ from, to, most: q.buckets, first, span: commonSpan(ends.map(({ span }) => span)) })
  const rows = await seriesBands(ctx.db, { ...question, ...cut, groups: of })
  const bands = names.map((group, index): GroupBand => {
    const own = rows.filter((row) => row.group === index)
    return {
      group,
      runs: of.filter((place) => place === index).length,
      x: own.map(({ bucket }) => Math.min(cut.from + (bucket + 0.5) * cut.width, Math.max(to, cut.from))),
      mean: own.map(({ mean }) => mean),
      sd: own.map(({ sd }) => sd),
      low: own.map(({ lowest }) => lowest),
      high: own.map(({ highest }) => highest),
      count: own.map((row) => row.runs),
      points: own.map(({ points }) => points),
    }
  })
  return { from, to, bands: bands.filter(({ x }) => x.length > 0) }
}

const page = 20_000

/** Every point of a metric of runs as lines of CSV, read page by page. @throws AppError `invalid`, `forbidden` */
export async function* exportSeries(ctx: Context, input: { runs: string[]; metric: string }): AsyncGenerator<string> {
  const runs = await namedRuns(ctx, input.runs)
  yield `\uFEFF${['run', 'name', 'step', 'time', input.metric].map(cell).join(',')}\r\n`
  for (const run of runs) {
    const head = `${run.run_id},${cell(run.name)}`
    for (let after: ExportPoint | null = null; ; ) {
      const points: ExportPoint[] = await pointsAfter(ctx.db, { workspaceId: ctx.workspace.id, run: run.id, metric: input.metric, after, limit: page })
      if (points.length > 0) yield points.map(({ step, at_ms, value }) => `${head},${step},${instant(at_ms)},${value}\r\n`).join('')
      if (points.length < page) break
      after = points.at(-1)!
    }
  }
}

/** Beyond the calendar's end a time stays milliseconds since 1970. */
const instant = (ms: string) => (Math.abs(Number(ms)) <= 8.64e15 ? new Date(Number(ms)).toISOString() : ms)

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
