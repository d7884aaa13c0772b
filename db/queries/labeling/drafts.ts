import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { labelingAnnotations, labelingDrafts, labelingOperations } from '@/db/schema'
import type { Annotation, Operation } from '@/lib/labeling/shapes'
import type { Queryable } from './projects'

interface Owner {
  taskId: string
  userId: string
}

/** PostgreSQL's JSON has no NUL. */
const json = (value: unknown) => JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? part.replaceAll('\u0000', '') : part))

const ofDraft = ({ taskId, userId }: Owner) => and(eq(labelingDrafts.taskId, taskId), eq(labelingDrafts.userId, userId))
const ofOperations = ({ taskId, userId }: Owner) => and(eq(labelingOperations.taskId, taskId), eq(labelingOperations.userId, userId))

/** The draft, made where there is none, locked until the transaction ends. */
export async function lockDraft(db: Queryable, owner: Owner): Promise<{ revision: number; activeSeconds: number }> {
  await db.insert(labelingDrafts).values(owner).onConflictDoNothing()
  const [row] = await db.select().from(labelingDrafts).where(ofDraft(owner)).for('update')
  return row!
}

export async function draftRevision(db: Queryable, owner: Owner): Promise<number> {
  const [row] = await db.select({ revision: labelingDrafts.revision }).from(labelingDrafts).where(ofDraft(owner))
  return row?.revision ?? 0
}

/** In drawing order. As one text: thousands of rows would take the driver longer than the database. */
export async function draftAnnotations(db: Queryable, { taskId, userId }: Owner): Promise<Annotation[]> {
  const [row] = await db.execute<{ all: string | null }>(sql`
    select '[' || string_agg(annotation::text, ',' order by (annotation ->> 'z')::int, annotation_id) || ']' as all
    from labeling_annotations where task_id = ${taskId} and user_id = ${userId}`)
  return row?.all ? (JSON.parse(row.all) as Annotation[]) : []
}

/** Which of these operations are kept already. */
export async function knownOperations(db: Queryable, owner: Owner, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.select({ id: labelingOperations.operationId }).from(labelingOperations).where(and(ofOperations(owner), inArray(labelingOperations.operationId, ids)))
  return new Set(rows.map((row) => row.id))
}

/** Ids of those after a revision. */
export async function operationsSince(db: Queryable, owner: Owner, revision: number): Promise<string[]> {
  const rows = await db.select({ id: labelingOperations.operationId }).from(labelingOperations).where(and(ofOperations(owner), gt(labelingOperations.revision, revision)))
  return rows.map((row) => row.id)
}

/** Appends operations that are not kept yet to a locked draft and applies them. Returns the new revision. */
export async function appendOperations(db: Queryable, { taskId, userId }: Owner, revision: number, operations: Operation[]): Promise<number> {
  if (operations.length === 0) return revision
  const rows = operations.map((operation, index) => ({ id: operation.id, revision: revision + index + 1, annotation: operation.kind === 'put' ? operation.annotation.id : operation.annotation, operation }))
  await db.execute(sql`
    insert into labeling_operations (task_id, user_id, operation_id, revision, annotation_id, operation)
    select ${taskId}::uuid, ${userId}::uuid, r.id, r.revision, r.annotation, r.operation
    from jsonb_to_recordset(${json(rows)}::jsonb) as r(id text, revision int, annotation text, operation jsonb)`)
  const last = new Map(rows.map((row) => [row.annotation, row.operation]))
  const put = [...last].flatMap(([id, operation]) => (operation.kind === 'put' ? [{ id, annotation: operation.annotation }] : []))
  const removed = [...last].flatMap(([id, operation]) => (operation.kind === 'remove' ? [id] : []))
  if (put.length > 0)
    await db.execute(sql`
      insert into labeling_annotations (task_id, user_id, annotation_id, annotation)
      select ${taskId}::uuid, ${userId}::uuid, r.id, r.annotation from jsonb_to_recordset(${json(put)}::jsonb) as r(id text, annotation jsonb)
      on conflict (task_id, user_id, annotation_id) do update set annotation = excluded.annotation`)
  if (removed.length > 0)
    await db.execute(sql`
      delete from labeling_annotations where task_id = ${taskId} and user_id = ${userId}
        and annotation_id in (select jsonb_array_elements_text(${json(removed)}::jsonb))`)
  return revision + operations.length
}

/** Sets the revision and counts the time since the last sign of life, a minute at most; the seconds in all. */
export async function touchDraft(db: Queryable, owner: Owner, revision: number): Promise<number> {
  const [row] = await db
    .update(labelingDrafts)
    .set({ revision, activeSeconds: sql`active_seconds + least(extract(epoch from now() - updated_at), 60)`, updatedAt: sql`now()` })
    .where(ofDraft(owner))
    .returning({ activeSeconds: labelingDrafts.activeSeconds })
  return row!.activeSeconds
}

/** Starts the clock of a draft anew: the person has the task before them now. */
export async function startDraft(db: Queryable, owner: Owner): Promise<void> {
  await db.insert(labelingDrafts).values(owner).onConflictDoUpdate({ target: [labelingDrafts.taskId, labelingDrafts.userId], set: { updatedAt: sql`now()` } })
}

/** Every edit of a draft, or of one annotation in it, oldest first. */
export async function listOperations(db: Queryable, owner: Owner, annotation?: string): Promise<{ operation: Operation; annotationId: string; revision: number; at: Date }[]> {
  return db
    .select({ operation: labelingOperations.operation, annotationId: labelingOperations.annotationId, revision: labelingOperations.revision, at: labelingOperations.at })
    .from(labelingOperations)
    .where(and(ofOperations(owner), annotation ? eq(labelingOperations.annotationId, annotation) : undefined))
    .orderBy(asc(labelingOperations.revision))
}

/** What was in a draft and was taken away again, as it was last, and when it went; the latest `most`, newest first. */
export async function removedAnnotations(db: Queryable, { taskId, userId }: Owner, most: number): Promise<{ annotation: Annotation; at: Date }[]> {
  const rows = await db.execute<{ annotation: Annotation; at: string }>(sql`
    select p.operation -> 'annotation' as annotation, gone.at from (
      select annotation_id, max(created_at) as at, max(revision) as last, max(revision) filter (where operation ->> 'kind' = 'put') as put
      from labeling_operations where task_id = ${taskId} and user_id = ${userId} group by annotation_id) gone
    join labeling_operations p on p.task_id = ${taskId} and p.user_id = ${userId} and p.revision = gone.put
    where gone.put < gone.last and not exists (select 1 from labeling_annotations a where a.task_id = ${taskId} and a.user_id = ${userId} and a.annotation_id = gone.annotation_id)
    order by gone.last desc limit ${most}`)
  return rows.map(({ annotation, at }) => ({ annotation, at: new Date(at) }))
}
