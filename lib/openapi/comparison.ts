import { z } from 'zod'
import { Bands, ComparedMetrics, ComparedRuns, RunFile, RunSeries, SeriesAxis } from '@/lib/comparison/schema'
import type { Operation } from './operation'

const read = { method: 'get', tag: 'Experiments', permission: 'experiments.read' } satisfies Partial<Operation>
const run = z.array(z.string())
const view = z.object({ run, metric: z.string(), axis: SeriesAxis.optional(), from: z.number().optional(), to: z.number().optional(), buckets: z.number().int().optional() })

export const comparisonOperations: Operation[] = [
  { ...read, path: '/comparison/runs', summary: 'Read what runs were given, side by side', description: 'Up to 100 runs. Those that are not there are listed under `missing`.', query: z.object({ run }), response: ComparedRuns },
  {
    ...read,
    path: '/comparison/metrics',
    summary: 'Read last, lowest and highest values of metrics of runs',
    description: 'Of the metrics in `name`, or of those whose names contain `contains`; `total` counts these.',
    query: z.object({ run, name: z.array(z.string()).optional(), contains: z.string().optional() }),
    response: ComparedMetrics,
  },
  {
    ...read,
    path: '/comparison/series',
    summary: 'Read a metric of runs for a chart',
    description: 'Points as they are where there are few between `from` and `to`; else buckets of neighbours, made of all points, with lowest, highest and mean: no spike is lost. The axis is steps, milliseconds since a run’s start, or milliseconds since 1970.',
    query: view,
    response: z.object({ series: z.array(RunSeries) }),
  },
  {
    ...read,
    path: '/comparison/bands',
    summary: 'Read mean and deviation of a metric over groups of runs',
    description: 'Runs with the same value of `group`, which is `params.<name>` or `tags.<name>`. Each run’s mean is made of all of its points in a bucket; the deviation is that of a sample of runs.',
    query: view.extend({ group: z.string() }),
    response: Bands,
  },
  { ...read, path: '/comparison/pictures', summary: 'List pictures among the files of runs', query: z.object({ run }), response: z.object({ pictures: z.array(RunFile) }) },
  {
    ...read,
    path: '/comparison/evaluations',
    summary: 'List what clients have logged about how good models are',
    description: 'Files of runs with confusion matrices, ROC and precision–recall curves or measures by class, as numbers (JSON, CSV) or pictures, by their names.',
    query: z.object({ run }),
    response: z.object({ files: z.array(RunFile) }),
  },
  { ...read, path: '/comparison/export', summary: 'Download every point of a metric of runs as CSV', query: z.object({ run, metric: z.string() }), otherResponses: { 'text/csv': 'A line a point: run, name, step, time, value.' } },
  { ...read, path: '/comparison/events', summary: 'Listen to changes of runs', description: 'Server-sent events named `changed`, with the run; without one at the start and after a lost connection, when anything may have been missed.', query: z.object({ run }), otherResponses: { 'text/event-stream': 'An event a change.' } },
]
