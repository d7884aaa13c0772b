import { z } from 'zod'
import { readHistories, readHistory, readInterval } from '@/lib/tracking/metrics/history'
import { endpoint, type Endpoint } from '../endpoint'
import { pointOf, runPointOf } from '../entities'
import { BigText, many, Paging, runOf, Text, withRun } from '../shapes'

const bigOrNone = BigText.nullish().transform((text) => text ?? undefined)

export const metricEndpoints: Endpoint[] = [
  endpoint('GET', 'mlflow/metrics/get-history', 'experiments.read', withRun({ metric_key: z.string(), ...Paging }), async (ctx, input) => {
    const { rows, next } = await readHistory(ctx, { runId: runOf(input), name: input.metric_key, maxResults: input.max_results, pageToken: input.page_token })
    return { metrics: rows.map((row) => pointOf(input.metric_key, row)), next_page_token: next ?? undefined }
  }),
  endpoint('GET', 'mlflow/metrics/get-history-bulk', 'experiments.read', z.object({ run_id: many(z.string()), metric_key: z.string(), max_results: Paging.max_results, page_token: Text }), async (ctx, input) => ({
    metrics: (await readHistories(ctx, { runIds: input.run_id, name: input.metric_key, maxResults: input.max_results })).map((point) => runPointOf(input.metric_key, point)),
  })),
  endpoint(
    'GET',
    'mlflow/metrics/get-history-bulk-interval',
    'experiments.read',
    z.object({ run_ids: many(z.string()), metric_key: z.string(), start_step: bigOrNone, end_step: bigOrNone, max_results: Paging.max_results }),
    async (ctx, input) => ({
      metrics: (await readInterval(ctx, { runIds: input.run_ids, name: input.metric_key, startStep: input.start_step, endStep: input.end_step, maxResults: input.max_results })).map((point) => runPointOf(input.metric_key, point)),
    }),
  ),
]
