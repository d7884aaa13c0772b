import { asc, desc, eq, sql } from 'drizzle-orm'
import { labelingAnswers, labelingAssist, labelingRounds } from '@/db/schema'
import type { AssistSettings, AnsweredThings } from '@/lib/labeling/assist/schema'
import type { ShapeKind } from '@/lib/labeling/shapes'
import type { RunState } from '@/lib/protocol/states'
import type { Queryable } from './projects'

export type AssistRow = typeof labelingAssist.$inferSelect
export type RoundRow = typeof labelingRounds.$inferSelect

/** With `lock` until the transaction ends. */
export async function findAssist(db: Queryable, projectId: string, { lock = false } = {}): Promise<AssistRow | undefined> {
  const query = db.select().from(labelingAssist).where(eq(labelingAssist.projectId, projectId))
  const [row] = lock ? await query.for('update') : await query
  return row
}

/** The row, made where there is none, locked until the transaction ends. */
export async function lockAssist(db: Queryable, projectId: string, settings: AssistSettings): Promise<AssistRow> {
  await db.insert(labelingAssist).values({ projectId, settings }).onConflictDoNothing()
  const [row] = await db.select().from(labelingAssist).where(eq(labelingAssist.projectId, projectId)).for('update')
  return row!
}

export async function updateAssist(db: Queryable, projectId: string, change: Partial<Omit<AssistRow, 'projectId' | 'updatedAt' | 'tryAfter'>> & { trySeconds?: number | null }): Promise<void> {
  const { trySeconds, ...rest } = change
  const tryAfter = trySeconds === undefined ? {} : { tryAfter: trySeconds === null ? null : sql`now() + make_interval(secs => ${trySeconds})` }
  await db.update(labelingAssist).set({ ...rest, ...tryAfter, updatedAt: sql`now()` }).where(eq(labelingAssist.projectId, projectId))
}

/** A project that the model could do something for, and what there is of it. */
export interface DueRow extends Record<string, unknown> {
  project: string
  kinds: ShapeKind[]
  tags: 'one' | 'many'
  workspace_id: string
  workspace_slug: string
  workspace_name: string
  run_id: string | null
  run_state: RunState | null
  /** Images that could be looked at and were not. */
  fresh: number
  /** Images that people have labeled. */
  labels: number
  /** Labels in use. */
  classes: number
  /** Labels of the last round; null before the first. */
  trained: number | null
  /** Images that were looked at since it learned last, so that nothing is thought of them. */
  unthought: number
  /** Files are being taken in, or were a moment ago. */
  arriving: boolean
  /** Ids of what came in and is seen in these numbers; at most `arrivalsAtOnce`. */
  arrivals: string[]
}

const drawn = sql`p.kinds ?| array['box', 'polygon', 'mask']`
/** Whole images are labeled, or boxes or outlines are drawn. */
const suited = sql`p.state = 'active' and (p.kinds = '["tag"]'::jsonb or ${drawn})`
/** A result without anything says something too, but where each image is to have its label. */
const says = sql`t.result is not null and (jsonb_array_length(t.result) > 0 or p.kinds <> '["tag"]'::jsonb or p.tags = 'many')`
const isOn = sql`coalesce((a.settings ->> 'on')::boolean, true)`
const arrivalsAtOnce = 10_000
/** Results that a person gave, be it by accepting a proposal. */
export const byPerson = sql`t.result is not null and coalesce(t.result #>> '{0,source,by}', 'person') <> 'model'`

const facts = sql`
  (select count(*)::int from labeling_tasks t where t.project_id = p.id and t.state <> 'broken' and not exists (select 1 from labeling_predictions d where d.task_id = t.id)) as fresh,
  (select count(*)::int from labeling_tasks t where t.project_id = p.id and ${says} and ${byPerson}) as labels,
  (select count(*)::int from labeling_labels l where l.project_id = p.id and l.deleted_at is null and l.merged_into is null) as classes,
  (select r.labels from labeling_rounds r where r.project_id = p.id order by r.number desc limit 1) as trained,
  (select count(*)::int from labeling_predictions d where d.project_id = p.id and d.round_id is null) as unthought,
  (exists (select 1 from labeling_jobs j where j.project_id = p.id and j.kind = 'images' and j.state = 'running' and j.alive_until > now())
    or exists (select 1 from labeling_images i where i.project_id = p.id and i.created_at > now() - interval '3 seconds')) as arriving`

/** Projects in which something came in since they were looked at last, or whose run has ended; of those that suit and whose model is on. */
export async function dueProjects(db: Queryable): Promise<DueRow[]> {
  const rows = await db.execute<DueRow>(sql`
    select p.id as project, p.kinds, p.tags, w.id as workspace_id, w.slug as workspace_slug, w.name as workspace_name, a.run_id, r.state as run_state, ${facts},
      array(select x.id::text from labeling_arrivals x where x.project_id = p.id limit ${arrivalsAtOnce}) as arrivals
    from labeling_projects p join workspaces w on w.id = p.workspace_id
    left join labeling_assist a on a.project_id = p.id left join runs r on r.id = a.run_id
    where p.id in (select project_id from labeling_arrivals union select project_id from labeling_assist where run_id is not null)
      and ${suited} and ${isOn} and (a.try_after is null or a.try_after < now())
      and (a.run_id is null or r.id is null or r.state in ('succeeded', 'failed', 'cancelled'))`)
  return [...rows]
}

/** The project was looked at with all that these told of. */
export async function deleteArrivals(db: Queryable, ids: string[]): Promise<void> {
  if (ids.length > 0) await db.execute(sql`delete from labeling_arrivals where id = any(${sql.param(`{${ids.join()}}`)}::bigint[])`)
}

/** What came into projects whose model has nothing to do. A change that makes it busy comes with an arrival of its own. */
export async function forgetArrivals(db: Queryable): Promise<void> {
  await db.execute(sql`
    delete from labeling_arrivals x using labeling_projects p left join labeling_assist a on a.project_id = p.id
    where x.project_id = p.id and not (${suited} and ${isOn})`)
}

export async function projectFacts(db: Queryable, projectId: string): Promise<Pick<DueRow, 'fresh' | 'labels' | 'classes' | 'trained'> & { images: number; described: number; proposed: number; accepted: number }> {
  const [row] = await db.execute<Record<string, unknown>>(sql`
    select ${facts},
      (select count(*)::int from labeling_tasks t where t.project_id = p.id and t.state <> 'broken') as images,
      (select count(*)::int from labeling_predictions d where d.project_id = p.id and (not ${drawn} or d.several is not null)) as described,
      (select count(*)::int from labeling_tasks t where t.project_id = p.id and t.state = 'open' and t.proposals <> '[]'::jsonb) as proposed,
      (select count(*)::int from labeling_tasks t where t.project_id = p.id and t.result #>> '{0,source,by}' = 'model') as accepted
    from labeling_projects p where p.id = ${projectId}`)
  return row as Awaited<ReturnType<typeof projectFacts>>
}

export async function listRounds(db: Queryable, projectId: string): Promise<RoundRow[]> {
  return db.select().from(labelingRounds).where(eq(labelingRounds.projectId, projectId)).orderBy(asc(labelingRounds.number))
}

export async function lastRound(db: Queryable, projectId: string): Promise<RoundRow | undefined> {
  const [row] = await db.select().from(labelingRounds).where(eq(labelingRounds.projectId, projectId)).orderBy(desc(labelingRounds.number)).limit(1)
  return row
}

export async function insertRound(db: Queryable, round: Omit<RoundRow, 'id' | 'number' | 'createdAt' | 'proposed' | 'modelVersion'>): Promise<RoundRow> {
  const number = sql`(select coalesce(max(number), 0) + 1 from labeling_rounds where project_id = ${round.projectId})`
  const [row] = await db.insert(labelingRounds).values({ ...round, number: number as unknown as number }).returning()
  return row!
}

export async function updateRound(db: Queryable, id: string, change: Partial<Pick<RoundRow, 'proposed' | 'modelVersion' | 'threshold'>>): Promise<void> {
  await db.update(labelingRounds).set(change).where(eq(labelingRounds.id, id))
}

export type AnswerRow = typeof labelingAnswers.$inferSelect

/** The latest answer of a person to a task replaces the one before. */
export async function putAnswer(db: Queryable, answer: Omit<AnswerRow, 'at'>): Promise<void> {
  const { roundId, kind, confidence, right, things } = answer
  await db.insert(labelingAnswers).values(answer).onConflictDoUpdate({ target: [labelingAnswers.taskId, labelingAnswers.userId], set: { roundId, kind, confidence, right, things, at: sql`now()` } })
}

export interface Tally extends Record<string, unknown> {
  answers: number
  right: number
}

/** Of an answer: how many things there were to be right about, and how many were. */
const [asked, hit] = [sql`coalesce((things ->> 'sure')::int, 1)`, sql`coalesce((things ->> 'right')::int, "right"::int)`]

/** The last answers of a round where it was sure enough: those of the last images with so many things in all. */
export async function recentAnswers(db: Queryable, roundId: string, most: number): Promise<Tally> {
  const [row] = await db.execute<Tally>(sql`
    select coalesce(sum(asked), 0)::int as answers, coalesce(sum(hit), 0)::int as right
    from (select ${asked} as asked, ${hit} as hit, sum(${asked}) over (order by created_at desc, task_id, user_id) - ${asked} as later
      from labeling_answers where round_id = ${roundId} and kind <> 'below') a where later < ${most}`)
  return row!
}

/** All answers of a project by kind, and what became of proposed things. */
export async function tallyAnswers(db: Queryable, projectId: string): Promise<Record<AnswerRow['kind'], Tally> & { things: AnsweredThings }> {
  const part = (name: keyof AnsweredThings) => sql`coalesce(sum((things ->> ${name})::int), 0)::int`
  const rows = await db.execute<Tally & AnsweredThings & { kind: AnswerRow['kind'] }>(sql`
    select kind, sum(${asked})::int as answers, sum(${hit})::int as "right", ${part('accepted')} as accepted, ${part('corrected')} as corrected, ${part('rejected')} as rejected
    from labeling_answers where project_id = ${projectId} group by kind`)
  const of = (kind: AnswerRow['kind']) => {
    const found = [...rows].find((row) => row.kind === kind)
    return { answers: found?.answers ?? 0, right: found?.right ?? 0 }
  }
  const shown = [...rows].find(({ kind }) => kind === 'shown')
  const { answers: sure, right } = of('shown')
  return { shown: of('shown'), blind: of('blind'), below: of('below'), things: { sure, right, accepted: shown?.accepted ?? 0, corrected: shown?.corrected ?? 0, rejected: shown?.rejected ?? 0 } }
}
