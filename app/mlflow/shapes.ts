import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { LoggedMetric } from '@/lib/tracking/metrics/log'

/** int64: a number or its digits. */
export const Int = z.union([z.number().int(), z.string().regex(/^-?\d+$/).transform(Number)])
const digits = /^-?\d{1,19}$/
/** int64 as text, so that all 64 bits are kept. */
export const BigText = z
  .union([z.number().int().transform(String), z.string().regex(digits)])
  // Asked too where the text is none.
  .refine((text) => !digits.test(text) || BigInt.asIntN(64, BigInt(text)) === BigInt(text), 'It must be a 64-bit integer')
const named: Record<string, number> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }
/** double: a number, its digits, or NaN, Infinity, -Infinity as text. Never a truth value. */
export const Double = z.union([
  z.number(),
  z.string().transform((text, issue) => {
    const value = named[text] ?? (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined)
    if (value !== undefined) return value
    issue.addIssue({ code: 'custom', message: 'Please specify value as a valid double (64-bit floating point)' })
    return z.NEVER
  }),
])
/** An id, also where a client sends digits as a number. */
export const Id = z.union([z.string().min(1), z.number().transform(String)])
export const Text = z.string().nullish().transform((text) => text ?? undefined)
/** What may come once or several times. */
export const many = <S extends z.ZodType>(shape: S) => z.preprocess((value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]), z.array(shape))
export const Pair = z.object({ key: z.string(), value: Text })
export const Pairs = many(Pair)
/** The clients name a run twice. */
export const withRun = <S extends z.ZodRawShape>(shape: S) => z.object({ run_id: Text, run_uuid: Text, ...shape })

/** @throws AppError `invalid` where neither is given */
export function runOf({ run_id, run_uuid }: { run_id?: unknown; run_uuid?: unknown }): string {
  const id = run_id || run_uuid
  if (typeof id !== 'string') throw new AppError('invalid', "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.")
  return id
}

export const MetricShape = z.object({
  key: z.string(),
  value: Double,
  timestamp: BigText.refine((text) => !text.startsWith('-'), 'Timestamp must be a nonnegative long (64-bit integer)'),
  step: BigText.nullish().transform((step) => step ?? '0'),
  model_id: Text,
  dataset_name: Text,
  dataset_digest: Text,
})
export const metricOf = (metric: z.output<typeof MetricShape>): LoggedMetric => ({
  key: metric.key,
  value: metric.value,
  timestamp: metric.timestamp,
  step: metric.step,
  modelId: metric.model_id,
  datasetName: metric.dataset_name,
  datasetDigest: metric.dataset_digest,
})

const views: Record<string, 'active' | 'deleted' | 'any'> = { ACTIVE_ONLY: 'active', DELETED_ONLY: 'deleted', ALL: 'any', '1': 'active', '2': 'deleted', '3': 'any' }
export const View = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform((view, issue) => {
    const shown = views[view ?? 'ACTIVE_ONLY']
    if (shown) return shown
    issue.addIssue({ code: 'custom', message: 'It must be ACTIVE_ONLY, DELETED_ONLY or ALL' })
    return z.NEVER
  })
const statuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const
/** By name or by the protocol's number, from 1. */
export const RunStatus = z.union([z.enum(statuses), z.number().int().min(1).max(5).transform((place) => statuses[place - 1]!)])

export const Paging = { max_results: Int.nullish().transform((most) => most ?? undefined), page_token: Text }
