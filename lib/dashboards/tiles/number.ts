import { valuesOfRuns } from '@/db/queries/tracking/run-values'
import type { Context } from '@/lib/context'
import { countTrackedRuns, searchRuns } from '@/lib/tracking/runs/search'
import { readHours } from '../read-hours'
import type { DashboardFilters, TileView } from '../schema'
import type { TileData } from '../tile-data'
import { questionOf, required, type RunQuestion } from './question'

type View = Extract<TileView, { kind: 'number' }>
type NumberData = Extract<TileData, { kind: 'number' }>

/** One number and what it was in the span before. */
export async function readNumber(ctx: Context, view: View, filters: DashboardFilters): Promise<NumberData> {
  if (view.measure === 'hours') return hours(ctx, filters)
  const question = await questionOf(ctx, view, filters)
  return view.measure === 'best' ? best(ctx, view, question, filters) : counted(ctx, view.measure, question, filters)
}

const spanWords = (days: number, all: boolean) => (all ? `${days} days ago` : `the ${days} days before`)

async function best(ctx: Context, view: View, question: RunQuestion, filters: DashboardFilters): Promise<NumberData> {
  const metric = required(view.metric, 'a metric')
  const field = `metrics."${metric.replaceAll('"', '""')}"`
  const find = async (filter: string) => {
    const numbers = [filter, `${field} BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308`].filter(Boolean).join(' AND ')
    const { rows } = await searchRuns(ctx, { experimentIds: [question.experiment.id], filter: numbers, orderBy: [`${field} ${view.goal === 'max' ? 'DESC' : 'ASC'}`], maxResults: 1 })
    const [row] = rows
    if (!row) return null
    const { metrics } = await valuesOfRuns(ctx.db, ctx.workspace.id, [row.id], { params: [], tags: [], metrics: [metric] })
    return { value: metrics[0]?.last ?? null, run: { id: row.run_id, name: row.name } }
  }
  const [now, before] = await Promise.all([find(question.filter), find(question.before)])
  return {
    kind: 'number',
    experiment: question.experiment,
    filter: question.filter,
    label: `${view.goal === 'max' ? 'Highest' : 'Lowest'} ${metric}`,
    value: now?.value ?? null,
    before: before?.value ?? null,
    better: view.goal === 'max' ? 'more' : 'less',
    compared: spanWords(question.days, filters.days === 0),
    unit: 'metric',
    run: now?.run ?? null,
  }
}

async function counted(ctx: Context, measure: 'runs' | 'failed', question: RunQuestion, filters: DashboardFilters): Promise<NumberData> {
  const narrowed = (filter: string) => (measure === 'failed' ? [filter, "attributes.status = 'FAILED'"].filter(Boolean).join(' AND ') : filter)
  const count = (filter: string) => countTrackedRuns(ctx, { experimentIds: [question.experiment.id], filter: narrowed(filter) })
  const [value, before] = await Promise.all([count(question.filter), count(question.before)])
  const compared = spanWords(question.days, filters.days === 0)
  return { kind: 'number', experiment: question.experiment, filter: narrowed(question.filter), label: measure === 'failed' ? 'Runs failed' : 'Runs', value, before, better: measure === 'failed' ? 'less' : null, compared, unit: 'count', run: null }
}

async function hours(ctx: Context, filters: DashboardFilters): Promise<NumberData> {
  const days = filters.days || 7
  const rows = await readHours(ctx, { days: days * 2, person: filters.person })
  const first = new Date(Date.now() - (days - 1) * 86_400_000).toISOString().slice(0, 10)
  const sum = (late: boolean) => rows.filter(({ day }) => (day >= first) === late).reduce((total, { seconds }) => total + seconds, 0) / 3600
  return { kind: 'number', experiment: null, filter: '', label: `Compute hours, last ${days} days`, value: sum(true), before: sum(false), better: null, compared: spanWords(days, false), unit: 'hours', run: null }
}
