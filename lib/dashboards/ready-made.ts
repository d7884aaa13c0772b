import { labelingProgress, recentExperiments, usualMetrics, type RecentExperimentRow } from '@/db/queries/dashboards/overview'
import { metricsOverSteps, tellingParam } from '@/db/queries/dashboards/tiles'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/permissions'
import { createDashboard } from './change'
import { goalFor, goalTag, type Goal } from './goal'
import type { DashboardView } from './schema'

/** Values of a parameter that bars can still compare. */
const fewValues = 12

interface Known {
  id: string
  goal: Goal
  /** Drawn over its steps; null where every metric has one point. */
  curve: string | null
  param: string | undefined
}

type Placed = { w: number; h: number; view: Record<string, unknown> }

/** A dashboard of the experiments that were worked in last, with a first version. @throws AppError `forbidden` */
export async function createReadyMade(ctx: Context): Promise<DashboardView> {
  authorize(ctx, 'dashboards.write')
  const [experiments, projects] = await Promise.all([recentExperiments(ctx.db, ctx.workspace.id, 6), labelingProgress(ctx.db, { workspaceId: ctx.workspace.id, limit: 1 })])
  const known = (await Promise.all(experiments.map((experiment) => lookAt(ctx, experiment)))).filter((found) => found !== null).slice(0, 3)
  return createDashboard(ctx, { name: 'Models at a glance', content: readyMade(known, projects.length > 0) })
}

async function lookAt(ctx: Context, { id, number, tags }: RecentExperimentRow): Promise<Known | null> {
  const [usual, stepped, param] = await Promise.all([usualMetrics(ctx.db, id), metricsOverSteps(ctx.db, id), tellingParam(ctx.db, id, fewValues)])
  const goal = goalFor(tags[goalTag], usual.map((metric) => metric.name))
  return goal && { id: String(number), goal, curve: stepped.includes(goal.metric) ? goal.metric : (stepped.find((metric) => !metric.startsWith('system/')) ?? null), param }
}

/** Rows of tiles, each as high as its first. */
function readyMade(known: Known[], labels: boolean): { tiles: unknown[] } {
  const [main, ...others] = known
  const rows: Placed[][] = []
  if (main) {
    const { id, goal } = main
    rows.push([
      { w: 3, h: 3, view: { kind: 'number', experiment: id, measure: 'best', metric: goal.metric, goal: goal.goal } },
      { w: 3, h: 3, view: { kind: 'number', experiment: id, measure: 'runs' } },
      { w: 3, h: 3, view: { kind: 'number', experiment: id, measure: 'failed' } },
      { w: 3, h: 3, view: { kind: 'number', measure: 'hours' } },
    ])
    const best: Placed = { w: 5, h: 8, view: { kind: 'best', experiment: id, metric: goal.metric, goal: goal.goal, columns: main.param ? [`params.${main.param}`] : [], limit: 10 } }
    const bars: Placed[] = main.param ? [{ w: 7, h: 8, view: { kind: 'bars', experiment: id, metric: goal.metric, param: main.param, measure: goal.goal } }] : []
    const curve: Placed[] = main.curve ? [{ w: 7, h: 8, view: { kind: 'lines', experiment: id, metric: main.curve } }] : bars
    rows.push(curve.length > 0 ? [...curve, best] : [{ ...best, w: 12 }])
    if (main.curve && bars.length > 0) rows.push([{ ...bars[0]!, w: 6, h: 7 }, { w: 6, h: 7, view: { kind: 'runs', experiment: id, columns: [`metrics.${goal.metric}`], limit: 20 } }])
  }
  if (others.length > 0) rows.push(others.map(({ id, goal, curve }) => ({ w: 12 / others.length, h: 7, view: curve ? { kind: 'lines', experiment: id, metric: curve } : { kind: 'best', experiment: id, metric: goal.metric, goal: goal.goal } })))
  rows.push([{ w: labels ? 5 : 7, h: 7, view: { kind: 'states' } }, { w: labels ? 3 : 5, h: 7, view: { kind: 'hours', by: 'person' } }, ...(labels ? [{ w: 4, h: 7, view: { kind: 'labeling' } }] : [])])
  let y = 0
  const tiles = rows.flatMap((row, index) => {
    let x = 0
    const placed = row.map((tile, place) => {
      const at = { id: `tile-${index}-${place}`, title: '', ...tile, x, y }
      x += tile.w
      return at
    })
    y += row[0]!.h
    return placed
  })
  return { tiles }
}
