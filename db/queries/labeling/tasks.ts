import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { labelingFlags, labelingImages, labelingProjects, labelingReviews, labelingSkips, labelingSubmissions, labelingTasks, users } from '@/db/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import type { ImageRow, TaskRow } from './images'
import type { ProjectRow, Queryable } from './projects'

export interface TaskWithImage {
  task: TaskRow
  image: ImageRow
  project: ProjectRow
}

/** A task of the workspace. */
export async function findTask(db: Queryable, workspaceId: string, id: string): Promise<TaskWithImage | undefined> {
  const [row] = await db
    .select({ task: labelingTasks, image: labelingImages, project: labelingProjects })
    .from(labelingTasks)
    .innerJoin(labelingProjects, eq(labelingProjects.id, labelingTasks.projectId))
    .innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId))
    .where(and(eq(labelingTasks.id, id), eq(labelingProjects.workspaceId, workspaceId)))
  return row
}

/** Until this transaction ends, nobody else claims, submits or settles it. */
export async function lockTask(db: Queryable, id: string): Promise<TaskRow> {
  const [row] = await db.select().from(labelingTasks).where(eq(labelingTasks.id, id)).for('update')
  return row!
}

export async function updateTask(db: Queryable, id: string, change: Partial<Pick<TaskRow, 'state' | 'required' | 'result' | 'proposals' | 'priority'>>, done?: boolean): Promise<void> {
  await db
    .update(labelingTasks)
    .set({ ...change, ...(done !== undefined && { doneAt: done ? sql`now()` : null }) })
    .where(eq(labelingTasks.id, id))
}

/** Counts the submissions that count, again. */
export async function recountTask(db: Queryable, id: string): Promise<{ submitted: number; required: number }> {
  const [row] = await db
    .update(labelingTasks)
    .set({ submitted: sql`(select count(*) from labeling_submissions s where s.task_id = ${id} and not s.extra and s.verdict <> 'returned')` })
    .where(eq(labelingTasks.id, id))
    .returning({ submitted: labelingTasks.submitted, required: labelingTasks.required })
  return row!
}

/** Whether chance sends this task to review: the same answer however often it is asked. */
export async function drawnForReview(db: Queryable, taskId: string, share: number): Promise<boolean> {
  const [row] = await db.execute<{ drawn: boolean }>(sql`select (hashtextextended(${taskId}, 7) & 1048575)::float8 / 1048576 < ${share} as drawn`)
  return row!.drawn
}

export type SubmissionRow = typeof labelingSubmissions.$inferSelect

export async function findSubmission(db: Queryable, taskId: string, userId: string): Promise<SubmissionRow | undefined> {
  const [row] = await db.select().from(labelingSubmissions).where(and(eq(labelingSubmissions.taskId, taskId), eq(labelingSubmissions.userId, userId)))
  return row
}

/** All opinions on a task, the oldest first. */
export async function listSubmissions(db: Queryable, taskId: string): Promise<(SubmissionRow & { by: string })[]> {
  const rows = await db
    .select({ submission: labelingSubmissions, by: users.name })
    .from(labelingSubmissions)
    .innerJoin(users, eq(users.id, labelingSubmissions.userId))
    .where(eq(labelingSubmissions.taskId, taskId))
    .orderBy(asc(labelingSubmissions.at), asc(labelingSubmissions.id))
  return rows.map(({ submission, by }) => ({ ...submission, by }))
}

type NewSubmission = Pick<SubmissionRow, 'taskId' | 'projectId' | 'userId' | 'revision' | 'annotations' | 'activeSeconds' | 'extra' | 'origin'>

/** One a person and task; a later one replaces what the earlier said (the edits themselves are kept). */
export async function putSubmission(db: Queryable, submission: NewSubmission): Promise<void> {
  const { revision, annotations, activeSeconds, extra, origin } = submission
  await db
    .insert(labelingSubmissions)
    .values(submission)
    .onConflictDoUpdate({ target: [labelingSubmissions.taskId, labelingSubmissions.userId], set: { revision, annotations, activeSeconds, extra, origin, verdict: 'none', at: sql`now()` } })
}

/** Of all opinions that count, or of one person's. */
export async function setVerdict(db: Queryable, taskId: string, verdict: SubmissionRow['verdict'], userId?: string): Promise<void> {
  await db.update(labelingSubmissions).set({ verdict }).where(and(eq(labelingSubmissions.taskId, taskId), eq(labelingSubmissions.extra, false), userId ? eq(labelingSubmissions.userId, userId) : undefined))
}

export type ReviewRow = typeof labelingReviews.$inferSelect

export async function insertReview(db: Queryable, review: Pick<ReviewRow, 'taskId' | 'projectId' | 'reviewerId' | 'verdict' | 'comment'> & { before: Annotation[] | null }): Promise<void> {
  await db.insert(labelingReviews).values(review)
}

/** Newest first. */
export async function listReviews(db: Queryable, taskId: string): Promise<(ReviewRow & { by: string | null })[]> {
  const rows = await db
    .select({ review: labelingReviews, by: users.name })
    .from(labelingReviews)
    .leftJoin(users, eq(users.id, labelingReviews.reviewerId))
    .where(eq(labelingReviews.taskId, taskId))
    .orderBy(desc(labelingReviews.at))
  return rows.map(({ review, by }) => ({ ...review, by }))
}

export async function isSkipped(db: Queryable, taskId: string, userId: string): Promise<boolean> {
  return (await db.select({ at: labelingSkips.at }).from(labelingSkips).where(and(eq(labelingSkips.taskId, taskId), eq(labelingSkips.userId, userId)))).length > 0
}

export async function insertSkip(db: Queryable, taskId: string, userId: string): Promise<void> {
  await db.insert(labelingSkips).values({ taskId, userId }).onConflictDoNothing()
}

export async function deleteSkip(db: Queryable, taskId: string, userId: string): Promise<void> {
  await db.delete(labelingSkips).where(and(eq(labelingSkips.taskId, taskId), eq(labelingSkips.userId, userId)))
}

/** Offers passed-by tasks again to those who passed them by: to one person, or to all. Returns how many tasks. */
export async function deleteSkips(db: Queryable, projectId: string, userId?: string): Promise<number> {
  const tasks = db.select({ id: labelingTasks.id }).from(labelingTasks).where(eq(labelingTasks.projectId, projectId))
  const rows = await db
    .delete(labelingSkips)
    .where(and(inArray(labelingSkips.taskId, tasks), userId ? eq(labelingSkips.userId, userId) : undefined))
    .returning({ taskId: labelingSkips.taskId })
  return new Set(rows.map((row) => row.taskId)).size
}

export async function insertFlag(db: Queryable, flag: { taskId: string; userId: string; comment: string }): Promise<void> {
  await db.insert(labelingFlags).values(flag)
}

/** Those not resolved, oldest first. */
export async function listFlags(db: Queryable, taskId: string): Promise<{ id: string; by: string; comment: string; createdAt: Date }[]> {
  return db
    .select({ id: labelingFlags.id, by: users.name, comment: labelingFlags.comment, createdAt: labelingFlags.createdAt })
    .from(labelingFlags)
    .innerJoin(users, eq(users.id, labelingFlags.userId))
    .where(and(eq(labelingFlags.taskId, taskId), isNull(labelingFlags.resolvedAt)))
    .orderBy(asc(labelingFlags.createdAt))
}

export async function resolveFlags(db: Queryable, taskId: string): Promise<void> {
  await db.update(labelingFlags).set({ resolvedAt: sql`now()` }).where(and(eq(labelingFlags.taskId, taskId), isNull(labelingFlags.resolvedAt)))
}

/** People wanted for each task that is still open and has not more opinions already. Ids of those that have enough now. */
export async function setRequired(db: Queryable, projectId: string, overlap: number): Promise<string[]> {
  await db.update(labelingTasks).set({ required: overlap }).where(and(eq(labelingTasks.projectId, projectId), eq(labelingTasks.state, 'open')))
  const rows = await db
    .select({ id: labelingTasks.id })
    .from(labelingTasks)
    .where(and(eq(labelingTasks.projectId, projectId), eq(labelingTasks.state, 'open'), gte(labelingTasks.submitted, labelingTasks.required)))
  return rows.map((row) => row.id)
}

/** Tasks of the project among those named. */
export async function setPriority(db: Queryable, projectId: string, tasks: string[], priority: number): Promise<number> {
  const rows = await db
    .update(labelingTasks)
    .set({ priority })
    .where(and(eq(labelingTasks.projectId, projectId), inArray(labelingTasks.id, tasks)))
    .returning({ id: labelingTasks.id })
  return rows.length
}
