import { z } from 'zod'
import type { LoggedMetric } from '@/lib/tracking/metrics/log'
import { many, metricOf, MetricShape } from './shapes'

/** The metrics of a batch: what `many(MetricShape)` reads, in a tenth of the time where they are as clients send them. */
export const Metrics = many(z.unknown()).transform((list, context): LoggedMetric[] => {
  const metrics: LoggedMetric[] = []
  for (const [index, metric] of list.entries()) {
    const plain = plainMetric(metric)
    if (plain) metrics.push(plain)
    else {
      const { data, error } = MetricShape.safeParse(metric)
      if (data) metrics.push(metricOf(data))
      else for (const issue of error.issues) context.issues.push({ ...issue, path: [index, ...issue.path], input: metric } as z.core.$ZodRawIssue)
    }
  }
  return metrics
})

/** A metric of nothing but a name and plain numbers; undefined where it takes a closer look. */
function plainMetric(given: unknown): LoggedMetric | undefined {
  if (typeof given !== 'object' || given === null) return undefined
  const { key, value, timestamp, step, model_id, dataset_name, dataset_digest } = given as Record<string, unknown>
  if (typeof key !== 'string' || typeof value !== 'number' || (model_id ?? dataset_name ?? dataset_digest) != null) return undefined
  if (!isWhole(timestamp) || timestamp < 0 || (step !== undefined && !isWhole(step))) return undefined
  return { key, value, timestamp: String(timestamp), step: String(step ?? 0) }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
