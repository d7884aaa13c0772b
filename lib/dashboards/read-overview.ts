import { bestOverTime, failedRuns, labelingProgress, openRuns, recentChanges, recentExperiments, usualMetrics, type ChangeRow, type RecentExperimentRow } from '@/db/queries/dashboards/overview'
import { metricKey } from '@/db/queries/dashboards/tiles'
import type { Context } from '@/lib/context'
import { can, type Permission } from '@/lib/permissions'
import { goalFor, goalTag } from './goal'
import type { BestRun, Change, Overview } from './overview-schema'
import { byDay, byPerson, readHours } from './read-hours'

/** Among how many of the best runs records are looked for. */
const within = 300
/** Objects whose pages every reader may open; members, tokens and settings stay with those who see the whole trail. */
const kindsForAll = ['pipeline', 'run', 'data', 'experiment', 'tracked_run', 'model', 'component', 'labeling', 'dashboard', 'environment', 'sweep']
const shown = 8

/** What a manager wants to know first: each part of it null where the role may not read it. `days` is the period of hours and changes of the best. */
export async function readOverview(ctx: Context, days: number): Promise<Overview> {
  const allowed = <T>(permission: Permission, work: () => Promise<T>): Promise<T | null> => (can(ctx.actor, permission) ? work() : Promise.resolve(null))
  const [running, failed, best, hours, labeling, changes] = await Promise.all([
    allowed('runs.read', () => runningNow(ctx)),
    allowed('runs.read', () => failedLately(ctx)),
    allowed('experiments.read', () => bestByExperiment(ctx, days)),
    allowed('runs.read', async () => {
      const rows = await readHours(ctx, { days })
      return { people: byPerson(rows), byDay: byDay(rows), seconds: rows.reduce((sum, { seconds }) => sum + seconds, 0) }
    }),
    allowed('labeling.read', async () => (await labelingProgress(ctx.db, { workspaceId: ctx.workspace.id, limit: shown })).map((project) => ({ ...project }))),
    allowed('dashboards.read', async () => {
      const rows = await recentChanges(ctx.db, { workspaceId: ctx.workspace.id, kinds: kindsForAll, limit: shown + 2 })
      return rows.map(changeOf)
    }),
  ])
  return { days, running, failed, best, hours, labeling, changes }
}

function changeOf(row: ChangeRow): Change {
  const actor = { kind: row.actor_kind, name: row.actor_name }
  if (row.sweep_id === null) return { id: row.id, actor, action: row.action, object: { kind: row.object_kind, id: row.object_id, name: row.object_name }, trials: null, atMs: row.at_ms }
  return { id: row.id, actor, action: row.action, object: { kind: 'sweep', id: row.sweep_id, name: row.sweep_name ?? '' }, trials: row.trials, atMs: row.at_ms }
}

const runHref = (row: { source: string; id: string; experiment: number | null }) => (row.source === 'pipeline' ? `runs/${row.id}` : `experiments/${row.experiment}/runs/${row.id}`)
const noteOf = (row: { number: number | null; experiment_name: string | null }) => (row.number === null ? (row.experiment_name ?? '') : `#${row.number}`)

async function runningNow(ctx: Context): Promise<NonNullable<Overview['running']>> {
  const rows = await openRuns(ctx.db, { workspaceId: ctx.workspace.id, limit: shown })
  const runs = rows.map((row) => ({
    id: row.id,
    href: runHref(row),
    name: row.name,
    note: noteOf(row),
    state: row.state as 'queued' | 'running',
    person: row.person,
    sinceMs: row.since_ms,
    steps: row.source === 'pipeline' ? { done: row.done, all: row.steps } : null,
  }))
  return { runs, total: rows[0]?.total ?? 0 }
}

async function failedLately(ctx: Context): Promise<NonNullable<Overview['failed']>> {
  const rows = await failedRuns(ctx.db, { workspaceId: ctx.workspace.id, hours: 24, limit: shown })
  const runs = rows.map((row) => ({
    id: row.id,
    // Opens at the step that failed.
    href: runHref(row) + (row.node ? `?step=${encodeURIComponent(row.node)}` : ''),
    name: row.name,
    note: noteOf(row),
    person: row.person,
    endedMs: row.ended_ms,
    step: row.step,
    message: row.message || null,
  }))
  return { runs, total: rows[0]?.total ?? 0 }
}

async function bestByExperiment(ctx: Context, days: number): Promise<BestRun[]> {
  const experiments = await recentExperiments(ctx.db, ctx.workspace.id, shown)
  return (await Promise.all(experiments.map((experiment) => bestOf(ctx, experiment, days)))).filter((best) => best !== null)
}

async function bestOf(ctx: Context, experiment: RecentExperimentRow, days: number): Promise<BestRun | null> {
  const usual = await usualMetrics(ctx.db, experiment.id)
  const names = usual.map(({ name }) => name)
  const judged = goalFor(experiment.tags[goalTag], names)
  if (!judged) return null
  const key = usual.find(({ name }) => name === judged.metric)?.id ?? (await metricKey(ctx.db, ctx.workspace.id, judged.metric))
  const records = key === undefined ? [] : await bestOverTime(ctx.db, { experiment: experiment.id, key, goal: judged.goal, within })
  const last = records.at(-1)
  const since = days === 0 ? Number.NEGATIVE_INFINITY : Date.now() - days * 86_400_000
  return {
    experiment: { id: String(experiment.number), name: experiment.name },
    newestMs: experiment.newest_ms,
    ...judged,
    metrics: names,
    run: last ? { id: last.run_id, name: last.run_name, startMs: last.start_ms } : null,
    value: last?.value ?? null,
    before: days === 0 ? (records.length > 1 ? records[0]!.value : null) : (records.findLast(({ start_ms }) => start_ms < since)?.value ?? null),
    records: records.map(({ start_ms, value, run_id, run_name }) => ({ at: start_ms, value, run: run_id, name: run_name })),
  }
}
