import { and, desc, eq, sql } from 'drizzle-orm'
import { labelingJobs } from '@/db/schema'
import type { JobReport } from '@/db/schema/labeling'
import type { Queryable } from './projects'

export type JobRow = typeof labelingJobs.$inferSelect

const alive = sql`now() + interval '60 seconds'`
const lost = sql`state = 'running' and alive_until < now()`

export async function insertJob(db: Queryable, job: Pick<JobRow, 'projectId' | 'kind' | 'fileName' | 'createdBy'>): Promise<JobRow> {
  const [row] = await db.insert(labelingJobs).values({ ...job, report: { added: 0, same: 0, annotations: 0, skipped: [], skippedCount: 0 }, aliveUntil: alive }).returning()
  return row!
}

/** How far it is; also the sign that it goes on. */
export async function updateJob(db: Queryable, id: string, progress: { done?: number; total?: number; message?: string; report?: JobReport }): Promise<void> {
  await db.update(labelingJobs).set({ ...progress, aliveUntil: alive }).where(and(eq(labelingJobs.id, id), eq(labelingJobs.state, 'running')))
}

export async function endJob(db: Queryable, id: string, end: { state: 'done' | 'failed'; message: string; report: JobReport }): Promise<void> {
  await db.update(labelingJobs).set({ ...end, endedAt: sql`now()` }).where(eq(labelingJobs.id, id))
}

/** Ends jobs whose studio went away in the middle. */
export async function failLostJobs(db: Queryable, projectId: string): Promise<void> {
  await db
    .update(labelingJobs)
    .set({ state: 'failed', message: 'The studio stopped while it worked on this. What is in stays; send the file again for the rest.', endedAt: sql`now()` })
    .where(and(eq(labelingJobs.projectId, projectId), lost))
}

export async function findJob(db: Queryable, projectId: string, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(labelingJobs).where(and(eq(labelingJobs.projectId, projectId), eq(labelingJobs.id, id)))
  return row
}

/** Newest first. */
export async function listJobs(db: Queryable, projectId: string): Promise<JobRow[]> {
  return db.select().from(labelingJobs).where(eq(labelingJobs.projectId, projectId)).orderBy(desc(labelingJobs.createdAt)).limit(20)
}
