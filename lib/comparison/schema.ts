import { z } from 'zod'
import { MetricValue, TrackedRun } from '@/lib/tracking/views'
import { mostRuns } from './limits'

export const SeriesAxis = z.enum(['step', 'relative', 'wall'])
export type SeriesAxis = z.infer<typeof SeriesAxis>

const runs = z.array(z.string().max(64)).min(1, 'Choose at least one run.').max(mostRuns, `At most ${mostRuns} runs can be compared at once. Take some out.`)
const place = z.coerce.number().nullable().default(null)

/** A metric of runs in a part of the axis: steps, milliseconds since the run's start, or milliseconds since 1970. */
export const SeriesQuestion = z.object({
  runs,
  metric: z.string().min(1, 'Choose a metric.').max(250),
  axis: SeriesAxis.default('step'),
  from: place,
  to: place,
  /** About as many for a run. */
  buckets: z.coerce.number().int().min(10).max(2000).default(300),
})
export type SeriesQuestion = z.infer<typeof SeriesQuestion>

/** The same with what each run belongs to: a parameter's or a tag's value. */
export const BandsQuestion = SeriesQuestion.extend({ group: z.string().max(300) })
export type BandsQuestion = z.infer<typeof BandsQuestion>

const numbers = z.array(z.number())
const gaps = z.array(z.number().nullable())

/** One run's metric: lists with one place a bucket of neighbouring points, from left to right; where `exact`, each bucket is one point. */
export const RunSeries = z.object({
  run: z.string(),
  exact: z.boolean(),
  /** Points in sight. */
  points: z.number(),
  /** Of the first and last point of each bucket; `x1` is left out where exact. */
  x: numbers,
  x1: numbers.optional(),
  /** Means of finite values, or the values themselves; null where there is none. */
  y: gaps,
  /** Lowest and highest with their places, and points of each bucket; left out where exact. */
  low: gaps.optional(),
  lowX: gaps.optional(),
  high: gaps.optional(),
  highX: gaps.optional(),
  count: numbers.optional(),
  /** Where values are not finite: place, and which; of a bucket the first. */
  odd: z.array(z.tuple([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])),
  /** How many of each in sight: NaN, ∞, −∞. */
  odds: z.tuple([z.number(), z.number(), z.number()]),
})
export type RunSeries = z.infer<typeof RunSeries>

/** Buckets of equal width, by group: mean and deviation over the runs, each made of all of its points there. */
export const GroupBand = z.object({ group: z.string(), runs: z.number(), x: numbers, mean: numbers, sd: gaps, low: numbers, high: numbers, count: numbers, points: numbers })
export type GroupBand = z.infer<typeof GroupBand>
export const Bands = z.object({ from: z.number(), to: z.number(), bands: z.array(GroupBand) })
export type Bands = z.infer<typeof Bands>

const Pair = z.object({ key: z.string(), value: z.string() })
export const ComparedRun = TrackedRun.extend({
  experimentName: z.string(),
  params: z.array(Pair),
  tags: z.array(Pair),
  datasets: z.array(z.object({ name: z.string(), digest: z.string(), context: z.string() })),
  /** Where its files lie in the studio; null where they lie elsewhere. */
  artifactPath: z.string().nullable(),
})
export type ComparedRun = z.infer<typeof ComparedRun>
/** In the order in which they were asked for. */
export const ComparedRuns = z.object({
  runs: z.array(ComparedRun),
  missing: z.array(z.string()),
  /** Those with TensorBoard event files among their artifacts. */
  withEvents: z.array(z.string()),
})
export type ComparedRuns = z.infer<typeof ComparedRuns>

export const ComparedMetric = z.object({
  key: z.string(),
  /** By run; what a run has not is left out. */
  values: z.record(z.string(), z.object({ last: MetricValue, lowest: MetricValue.nullable(), highest: MetricValue.nullable(), step: z.number() })),
})
export type ComparedMetric = z.infer<typeof ComparedMetric>
export const ComparedMetrics = z.object({ metrics: z.array(ComparedMetric), total: z.number() })
export type ComparedMetrics = z.infer<typeof ComparedMetrics>

export const RunFile = z.object({ run: z.string(), path: z.string(), size: z.number() })
export type RunFile = z.infer<typeof RunFile>
