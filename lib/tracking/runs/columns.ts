import { metricsAtSteps, valuesOfRuns } from '@/db/queries/tracking/run-values'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { metricValue } from '../views'

export interface RunColumn {
  /** As it was asked for. */
  name: string
  kind: 'metric' | 'param' | 'tag'
  key: string
  /** Which of a metric's values; a step is a whole number as text. */
  of: 'last' | 'lowest' | 'highest' | { step: string }
}

const kinds: Record<string, RunColumn['kind']> = { metrics: 'metric', params: 'param', tags: 'tag' }
export const mostColumns = 60

/** `metrics.loss`, `metrics.loss|lowest`, `metrics.loss|highest`, `metrics.loss|step 100`, `params.lr`, `tags.team`. @throws AppError `invalid` */
export function readColumns(names: readonly string[]): RunColumn[] {
  if (names.length > mostColumns) throw new AppError('invalid', `At most ${mostColumns} columns can be shown at once.`)
  return names.map((name) => {
    const [, prefix, rest] = /^([a-z]+)\.(.+)$/s.exec(name) ?? []
    const kind = prefix === undefined ? undefined : kinds[prefix]
    if (!kind || rest === undefined) throw new AppError('invalid', `“${name.slice(0, 200)}” is no column: write metrics.<name>, params.<name> or tags.<name>.`)
    const choice = kind === 'metric' ? /^(.*)\|(?:(lowest|highest)|step (-?\d{1,18}))$/s.exec(rest) : null
    if (!choice) return { name, kind, key: rest, of: 'last' }
    return { name, kind, key: choice[1]!, of: choice[3] === undefined ? (choice[2] as 'lowest' | 'highest') : { step: choice[3] } }
  })
}

/** What the columns hold for each of the runs, by the run's own key; what a run has not is left out. */
export async function columnValues(ctx: Pick<Context, 'db' | 'workspace'>, runs: readonly number[], columns: readonly RunColumn[]): Promise<Map<number, Record<string, string | number>>> {
  const keys = (kind: RunColumn['kind']) => [...new Set(columns.filter((column) => column.kind === kind && typeof column.of === 'string').map(({ key }) => key))]
  const stepped = columns.filter((column) => typeof column.of === 'object')
  const [found, atSteps] = await Promise.all([
    valuesOfRuns(ctx.db, ctx.workspace.id, [...runs], { params: keys('param'), tags: keys('tag'), metrics: keys('metric') }),
    metricsAtSteps(ctx.db, ctx.workspace.id, [...runs], stepped.map(({ key, of }) => ({ key, step: (of as { step: string }).step }))),
  ])
  const byRun = new Map<number, Record<string, string | number>>(runs.map((id) => [id, {}]))
  const named = (kind: RunColumn['kind'], key: string) => columns.filter((column) => column.kind === kind && column.key === key)
  for (const kind of ['param', 'tag'] as const) for (const { run, key, value } of found[`${kind}s`]) for (const { name } of named(kind, key)) byRun.get(run)![name] = value
  for (const { run, key, ...values } of found.metrics) {
    for (const { name, of } of named('metric', key)) {
      const value = typeof of === 'string' ? values[of] : null
      if (value !== null) byRun.get(run)![name] = metricValue(value)
    }
  }
  for (const { run, key, step, value } of atSteps) for (const { name, of } of named('metric', key)) if (typeof of === 'object' && of.step === step) byRun.get(run)![name] = metricValue(value)
  return byRun
}
