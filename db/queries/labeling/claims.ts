import { and, asc, eq, notInArray, sql } from 'drizzle-orm'
import { labelingClaims } from '@/db/schema'
import type { QueueFilter } from '@/lib/labeling/schema'
import type { Queryable } from './projects'
import { seenState } from './seen-state'

export type ClaimRow = typeof labelingClaims.$inferSelect

/** How long a claim holds after its person's last sign of life. */
const lease = sql`now() + interval '5 minutes'`

/** People who are at `t` now besides `user`, and whose opinion is not in `t.submitted` already. */
const others = (user: string) => sql`(
  select count(*) from labeling_claims c
  where c.task_id = t.id and c.expires_at > now() and c.user_id <> ${user}
    and not exists (select 1 from labeling_submissions s where s.task_id = t.id and s.user_id = c.user_id and not s.extra and s.verdict <> 'returned'))`

const excluded = (column: ReturnType<typeof sql>, ids: string[]) => (ids.length === 0 ? sql`` : sql`and ${column} not in (${sql.join(ids.map((id) => sql`${id}::uuid`), sql`, `)})`)

/** The person's oldest live claim in a project besides `except`. */
export async function findLiveClaim(db: Queryable, { projectId, userId, except }: { projectId: string; userId: string; except: string[] }): Promise<ClaimRow | undefined> {
  const [row] = await db
    .select()
    .from(labelingClaims)
    .where(and(eq(labelingClaims.projectId, projectId), eq(labelingClaims.userId, userId), sql`${labelingClaims.expiresAt} > now()`, except.length ? notInArray(labelingClaims.id, except) : undefined))
    .orderBy(asc(labelingClaims.createdAt))
    .limit(1)
  return row
}

export async function findClaim(db: Queryable, taskId: string, userId: string): Promise<(ClaimRow & { live: boolean }) | undefined> {
  const [row] = await db
    .select({ claim: labelingClaims, live: sql<boolean>`${labelingClaims.expiresAt} > now()` })
    .from(labelingClaims)
    .where(and(eq(labelingClaims.taskId, taskId), eq(labelingClaims.userId, userId)))
  return row && { ...row.claim, live: row.live }
}

/** It is assigned to nobody else. Where the project assigns nothing, no task is looked at for it. */
const notForOthers = (projectId: string, user: string) => sql`
  (not (select exists (select 1 from labeling_assignments where project_id = ${projectId}))
    or not exists (select 1 from labeling_assignments a where a.task_id = t.id)
    or exists (select 1 from labeling_assignments a where a.task_id = t.id and a.user_id = ${user}))`

/** It passes what the manager lets out. */
const letOut = ({ name, priority }: QueueFilter) => sql`
  ${name ? sql`and exists (select 1 from labeling_images i where i.id = t.image_id and strpos(lower(i.file_name), lower(${name})) > 0)` : sql``}
  ${priority === undefined ? sql`` : sql`and t.priority >= ${priority}`}`

/** What a model thinks of images, as far as it decides which comes next. */
const orders = {
  plain: sql``,
  /** What teaches most before there is a model. */
  first: sql`d.turn nulls last,`,
  /** What it proposes, alike images after each other. */
  confirm: sql`(t.proposals <> '[]'::jsonb) desc, d."group",`,
  /** What it is least sure of, and what it knows nothing of before that. */
  uncertain: sql`(t.proposals = '[]'::jsonb) desc, d.margin nulls first,`,
  /** What is labeled without its proposal, then any. */
  random: sql`coalesce(d.blind, false) desc, hashtext(t.id::text),`,
}
export type NextOrder = keyof typeof orders

export interface NextTask {
  projectId: string
  userId: string
  /** Those that were looked at already. */
  tried: string[]
  lock: boolean
  order?: NextOrder
  /** A task to whose image the next is to be similar. */
  near?: string
  filter?: QueueFilter
}

/**
 * The next task that this person may label: what came back to them from review first, then by priority and age. With `lock` its row
 * is locked, and those that others hold locked this instant are passed over. The caller locks it otherwise, and checks again with
 * `insertClaim`: another claim may have been committed between this statement's view and the lock.
 */
export async function findNextTask(db: Queryable, next: NextTask): Promise<string | undefined> {
  return (await findReturnedTask(db, next)) ?? findFreshTask(db, next)
}

/** What makes `t` one to be had. The first of them is asked for exactly as the queue's index is ordered (`nulls last`), so that the search ends with it. */
const free = ({ projectId, userId, tried }: NextTask) => sql`
  t.project_id = ${projectId} and t.state = 'open'
  and t.submitted + ${others(userId)} < t.required
  and not exists (select 1 from labeling_skips k where k.task_id = t.id and k.user_id = ${userId})
  and not exists (select 1 from labeling_claims c where c.task_id = t.id and c.user_id = ${userId} and c.expires_at > now())
  ${excluded(sql`t.id`, tried)}`
const locked = ({ lock }: NextTask) => (lock ? sql`for update of t skip locked` : sql``)

/** One that this person submitted and that was sent back. */
async function findReturnedTask(db: Queryable, next: NextTask): Promise<string | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    select t.id from labeling_submissions mine join labeling_tasks t on t.id = mine.task_id
    where mine.project_id = ${next.projectId} and mine.user_id = ${next.userId} and mine.verdict = 'returned' and ${free(next)}
    order by t.priority desc nulls last, t.position limit 1 ${locked(next)}`)
  return row?.id
}

async function findFreshTask(db: Queryable, next: NextTask): Promise<string | undefined> {
  const { projectId, userId, order = 'plain', near, filter = {} } = next
  const similar = near ? sql`coalesce(d."group" = (select "group" from labeling_predictions where task_id = ${near}::uuid), false) desc,` : sql``
  const [row] = await db.execute<{ id: string }>(sql`
    select t.id from labeling_tasks t
    ${order === 'plain' && !near ? sql`` : sql`left join labeling_predictions d on d.task_id = t.id`}
    where ${free(next)} and ${notForOthers(projectId, userId)} ${letOut(filter)}
      and not exists (select 1 from labeling_submissions s where s.task_id = t.id and s.user_id = ${userId})
    order by t.priority desc nulls last, ${similar} ${orders[order]} t.position
    limit 1 ${locked(next)}`)
  return row?.id
}

/** Takes a slot of a task whose row the caller has locked; undefined where none is free. An ended claim of the person keeps its id. */
export async function insertClaim(db: Queryable, taskId: string, userId: string): Promise<ClaimRow | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into labeling_claims (task_id, project_id, user_id, expires_at)
    select t.id, t.project_id, ${userId}::uuid, ${lease} from labeling_tasks t
    where t.id = ${taskId} and t.state = 'open' and t.submitted + ${others(userId)} < t.required
    on conflict (task_id, user_id) do update set expires_at = excluded.expires_at, created_at = now()
    returning id`)
  if (!row) return undefined
  const [claim] = await db.select().from(labelingClaims).where(eq(labelingClaims.id, row.id))
  return claim
}

/** The same for a task whose answer is known: any number of people may be at it. */
export async function insertGoldClaim(db: Queryable, taskId: string, userId: string): Promise<ClaimRow | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    insert into labeling_claims (task_id, project_id, user_id, expires_at)
    select g.task_id, g.project_id, ${userId}::uuid, ${lease} from labeling_gold g where g.task_id = ${taskId}
    on conflict (task_id, user_id) do update set expires_at = excluded.expires_at, created_at = now()
    returning id`)
  if (!row) return undefined
  const [claim] = await db.select().from(labelingClaims).where(eq(labelingClaims.id, row.id))
  return claim
}

/** Five more minutes for a claim that has not ended. */
export async function renewClaim(db: Queryable, taskId: string, userId: string): Promise<ClaimRow | undefined> {
  const [row] = await db
    .update(labelingClaims)
    .set({ expiresAt: lease })
    .where(and(eq(labelingClaims.taskId, taskId), eq(labelingClaims.userId, userId), sql`${labelingClaims.expiresAt} > now()`))
    .returning()
  return row
}

export async function deleteClaim(db: Queryable, taskId: string, userId: string): Promise<void> {
  await db.delete(labelingClaims).where(and(eq(labelingClaims.taskId, taskId), eq(labelingClaims.userId, userId)))
}

/** Whether a slot is free for somebody without a live claim. The caller has locked the task. */
export async function slotIsFree(db: Queryable, taskId: string, userId: string): Promise<boolean> {
  const [row] = await db.execute<{ free: boolean }>(sql`select t.submitted + ${others(userId)} < t.required as free from labeling_tasks t where t.id = ${taskId}`)
  return row?.free ?? false
}

/** Open tasks that lack opinions, have further ones, and that nobody is at: their further opinions may count after all. */
export async function tasksWithSpareOpinions(db: Queryable, projectId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select t.id from labeling_tasks t
    where t.project_id = ${projectId} and t.state = 'open' and t.submitted < t.required
      and exists (select 1 from labeling_submissions s where s.task_id = t.id and s.extra)
      and not exists (select 1 from labeling_claims c where c.task_id = t.id and c.expires_at > now())`)
  return rows.map((row) => row.id)
}

/** Lets as many further opinions of a locked task count as it lacks, the oldest first. */
export async function countSpareOpinions(db: Queryable, taskId: string): Promise<void> {
  await db.execute(sql`
    update labeling_submissions set extra = false where id in (
      select s.id from labeling_submissions s join labeling_tasks t on t.id = s.task_id
      where s.task_id = ${taskId} and s.extra order by s.created_at
      limit (select greatest(required - submitted, 0) from labeling_tasks where id = ${taskId}))`)
}

export interface LeftoverRow {
  images: number
  done: number
  review: number
  broken: number
  skippedByYou: number
  labeledByYou: number
  /** Open, and assigned to others, or kept back by the project's filter. */
  forOthers: number
  keptBack: number
}

/** What is left in a project as one person sees it. */
export async function countLeftover(db: Queryable, projectId: string, userId: string, hideFrom?: string): Promise<LeftoverRow> {
  const [row] = await db.execute<LeftoverRow & Record<string, unknown>>(sql`
    select count(*)::int as images,
      count(*) filter (where ${seenState(hideFrom)} = 'done')::int as done,
      count(*) filter (where state = 'review')::int as review,
      count(*) filter (where state = 'broken')::int as broken,
      count(*) filter (where state = 'open' and exists (select 1 from labeling_skips k where k.task_id = t.id and k.user_id = ${userId}))::int as "skippedByYou",
      count(*) filter (where state = 'open' and exists (select 1 from labeling_submissions s where s.task_id = t.id and s.user_id = ${userId} and s.verdict <> 'returned'))::int as "labeledByYou",
      count(*) filter (where state = 'open' and exists (select 1 from labeling_assignments a where a.task_id = t.id) and not exists (select 1 from labeling_assignments a where a.task_id = t.id and a.user_id = ${userId}))::int as "forOthers",
      count(*) filter (where state = 'open' and exists (select 1 from labeling_projects p join labeling_images i on i.id = t.image_id where p.id = t.project_id
        and (strpos(lower(i.file_name), lower(coalesce(p.queue ->> 'name', ''))) = 0 or t.priority < coalesce((p.queue ->> 'priority')::int, t.priority))))::int as "keptBack"
    from labeling_tasks t where project_id = ${projectId}`)
  return row!
}

/** Who is at open tasks now, and until when at the latest unless they go on. */
export async function listHolders(db: Queryable, projectId: string): Promise<{ by: string; tasks: number; until: Date }[]> {
  const rows = await db.execute<{ by: string; tasks: number; until: string }>(sql`
    select u.name as by, count(*)::int as tasks, max(c.expires_at) as until
    from labeling_claims c join users u on u.id = c.user_id join labeling_tasks t on t.id = c.task_id
    where c.project_id = ${projectId} and c.expires_at > now() and t.state = 'open' group by u.id, u.name order by tasks desc, u.name`)
  return rows.map((row) => ({ ...row, until: new Date(row.until) }))
}
