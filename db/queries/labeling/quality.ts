import { and, desc, eq, sql } from 'drizzle-orm'
import { labelingGold, labelingImages, labelingTasks } from '@/db/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import type { ImageRow, TaskRow } from './images'
import { byPerson } from './assist'
import type { Queryable } from './projects'

export type GoldRow = typeof labelingGold.$inferSelect

/** Opinions on the newest `most` images that two people or more have labeled; of those sent back nothing. */
export async function sharedOpinions(db: Queryable, projectId: string, most: number): Promise<{ task: string; person: string; annotations: Annotation[] }[]> {
  const rows = await db.execute<{ task: string; person: string; annotations: Annotation[] }>(sql`
    with shared as (
      select s.task_id from labeling_submissions s where s.project_id = ${projectId} and s.verdict <> 'returned'
      group by s.task_id having count(*) > 1 order by max(s.created_at) desc limit ${most})
    select s.task_id as task, s.user_id as person, s.annotations from labeling_submissions s join shared using (task_id) where s.verdict <> 'returned' order by s.task_id, s.user_id`)
  return [...rows]
}

/** What people said of images whose answer was known before they did, beside that answer. */
export async function goldOpinions(db: Queryable, projectId: string): Promise<{ task: string; person: string; annotations: Annotation[]; answer: Annotation[] }[]> {
  const rows = await db.execute<{ task: string; person: string; annotations: Annotation[]; answer: Annotation[] }>(sql`
    select s.task_id as task, s.user_id as person, s.annotations, g.annotations as answer
    from labeling_submissions s join labeling_gold g on g.task_id = s.task_id
    where g.project_id = ${projectId} and s.origin = 'labeled' and s.created_at > g.created_at order by s.created_at desc limit 20000`)
  return [...rows]
}

/** What people said of images that somebody else reviewed since, beside what the review came to. */
export async function reviewedOpinions(db: Queryable, projectId: string): Promise<{ task: string; person: string; annotations: Annotation[]; answer: Annotation[] }[]> {
  const rows = await db.execute<{ task: string; person: string; annotations: Annotation[]; answer: Annotation[] }>(sql`
    select s.task_id as task, s.user_id as person, s.annotations, t.result as answer
    from labeling_submissions s join labeling_tasks t on t.id = s.task_id
    where s.project_id = ${projectId} and not s.extra and s.verdict in ('accepted', 'corrected') and t.result is not null
      and exists (select 1 from labeling_reviews r where r.task_id = s.task_id and r.verdict <> 'returned' and r.reviewer_id <> s.user_id)
    order by s.created_at desc limit 20000`)
  return [...rows]
}

export interface WorkRow {
  id: string
  name: string
  submitted: number
  reviews: number
  returned: number
  medianSeconds: number | null
  perHour: number | null
}

/** What each person has labeled, how fast, and how reviews by others went. */
export async function measureWork(db: Queryable, projectId: string): Promise<WorkRow[]> {
  const rows = await db.execute<WorkRow & Record<string, unknown>>(sql`
    with work as (
      select user_id, count(*)::int as submitted, (percentile_cont(0.5) within group (order by active_seconds) filter (where active_seconds > 0))::float8 as median,
        (count(*) filter (where active_seconds > 0) * 3600 / nullif(sum(active_seconds), 0))::float8 as per_hour
      from labeling_submissions where project_id = ${projectId} and origin = 'labeled' group by 1),
    reviewed as (
      select s.user_id, count(*)::int as reviews, count(*) filter (where r.verdict = 'returned')::int as returned
      from labeling_reviews r join labeling_submissions s on s.task_id = r.task_id and not s.extra and s.user_id is distinct from r.reviewer_id
      where r.project_id = ${projectId} group by 1)
    select u.id, u.name, w.submitted, coalesce(r.reviews, 0) as reviews, coalesce(r.returned, 0) as returned, w.median as "medianSeconds", w.per_hour as "perHour"
    from work w join users u on u.id = w.user_id left join reviewed r on r.user_id = w.user_id order by w.submitted desc, u.name`)
  return [...rows]
}

/** Names of people, whoever they are. */
export async function personNames(db: Queryable, projectId: string): Promise<{ id: string; name: string }[]> {
  const rows = await db.execute<{ id: string; name: string }>(sql`
    select id, name from users where id in (select user_id from labeling_submissions where project_id = ${projectId}) order by name`)
  return [...rows]
}

/** Labels that people gave whole images, beside what a model that had not learned from the image thought of it. */
export async function labelsBesideModel(db: Queryable, projectId: string): Promise<{ task: string; given: string; predicted: string; confidence: number; margin: number }[]> {
  const rows = await db.execute<{ task: string; given: string; predicted: string; confidence: number; margin: number }>(sql`
    select t.id as task, t.result #>> '{0,label}' as given, d.label as predicted, d.confidence, coalesce(d.margin, 0) as margin
    from labeling_tasks t join labeling_predictions d on d.task_id = t.id
    where t.project_id = ${projectId} and jsonb_array_length(t.result) > 0 and ${byPerson} and d.label is not null and d.confidence is not null and d.round_id is not null`)
  return [...rows]
}

/** Tasks with their images and whether their answer is known. */
export async function imagesOfTasks(db: Queryable, projectId: string, tasks: string[]): Promise<{ image: ImageRow; task: Pick<TaskRow, 'id' | 'state'>; gold: boolean; settled: boolean }[]> {
  if (tasks.length === 0) return []
  const wanted = sql`${labelingTasks.id} in (select (jsonb_array_elements_text(${JSON.stringify(tasks)}::text::jsonb))::uuid)`
  return db
    .select({ image: labelingImages, task: { id: labelingTasks.id, state: labelingTasks.state }, gold: sql<boolean>`exists (select 1 from labeling_gold g where g.task_id = ${labelingTasks.id})`, settled: sql<boolean>`exists (select 1 from labeling_reviews r where r.task_id = ${labelingTasks.id} and r.verdict <> 'returned') and ${labelingTasks.state} = 'done'` })
    .from(labelingTasks)
    .innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId))
    .where(and(eq(labelingTasks.projectId, projectId), wanted))
    .orderBy(desc(labelingTasks.position))
}

export async function countGold(db: Queryable, projectId: string): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(labelingGold).where(eq(labelingGold.projectId, projectId))
  return row?.count ?? 0
}

export async function findGold(db: Queryable, taskId: string): Promise<GoldRow | undefined> {
  const [row] = await db.select().from(labelingGold).where(eq(labelingGold.taskId, taskId))
  return row
}

/** Says what the answer is, from now on. */
export async function putGold(db: Queryable, gold: Pick<GoldRow, 'taskId' | 'projectId' | 'annotations' | 'createdBy'>): Promise<void> {
  const { annotations, createdBy } = gold
  await db.insert(labelingGold).values(gold).onConflictDoUpdate({ target: labelingGold.taskId, set: { annotations, createdBy, createdAt: sql`now()` } })
}

export async function deleteGold(db: Queryable, taskId: string): Promise<void> {
  await db.delete(labelingGold).where(eq(labelingGold.taskId, taskId))
}

/** The answer was corrected; what people said before is measured against it too. */
export async function correctGold(db: Queryable, taskId: string, annotations: Annotation[]): Promise<void> {
  await db.update(labelingGold).set({ annotations }).where(eq(labelingGold.taskId, taskId))
}

/** By chance one of the images with a known answer that this person has not met yet and did not answer themselves. */
export async function findGoldTask(db: Queryable, projectId: string, userId: string): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    select g.task_id as id from labeling_gold g join labeling_tasks t on t.id = g.task_id
    where g.project_id = ${projectId} and t.state = 'done' and g.created_by is distinct from ${userId}::uuid
      and not exists (select 1 from labeling_submissions s where s.task_id = g.task_id and s.user_id = ${userId})
      and not exists (select 1 from labeling_skips k where k.task_id = g.task_id and k.user_id = ${userId})
      and not exists (select 1 from labeling_claims c where c.task_id = g.task_id and c.user_id = ${userId} and c.expires_at > now())
    order by random() limit 1`)
  return row?.id
}
