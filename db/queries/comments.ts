import { aliasedTable, and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { pipelineComments, pipelines, users } from '@/db/schema'

/** A database or a transaction in it. */
type Queryable = Pick<Database, 'select' | 'insert' | 'update' | 'delete'>

export interface CommentRow {
  id: string
  node: string
  parentId: string | null
  body: string
  authorId: string | null
  author: string | null
  createdAt: Date
  editedAt: Date | null
  resolvedAt: Date | null
  resolvedBy: string | null
}

const resolvers = aliasedTable(users, 'resolvers')

function selectComments(db: Queryable) {
  return db
    .select({
      id: pipelineComments.id,
      node: pipelineComments.node,
      parentId: pipelineComments.parentId,
      body: pipelineComments.body,
      authorId: pipelineComments.authorId,
      author: users.name,
      createdAt: pipelineComments.createdAt,
      editedAt: pipelineComments.editedAt,
      resolvedAt: pipelineComments.resolvedAt,
      resolvedBy: resolvers.name,
    })
    .from(pipelineComments)
    .leftJoin(users, eq(users.id, pipelineComments.authorId))
    .leftJoin(resolvers, eq(resolvers.id, pipelineComments.resolvedBy))
}

/** All comments on a pipeline's steps, oldest first. */
export async function listCommentRows(db: Queryable, pipelineId: string): Promise<CommentRow[]> {
  return selectComments(db).where(eq(pipelineComments.pipelineId, pipelineId)).orderBy(asc(pipelineComments.createdAt), asc(pipelineComments.id))
}

export async function findComment(db: Queryable, pipelineId: string, id: string): Promise<CommentRow | undefined> {
  const [row] = await selectComments(db).where(and(eq(pipelineComments.pipelineId, pipelineId), eq(pipelineComments.id, id)))
  return row
}

export async function insertComment(db: Queryable, row: { pipelineId: string; node: string; parentId: string | null; body: string; authorId: string | null }): Promise<string> {
  const [inserted] = await db.insert(pipelineComments).values(row).returning({ id: pipelineComments.id })
  return inserted!.id
}

export async function setCommentBody(db: Queryable, id: string, body: string): Promise<void> {
  await db.update(pipelineComments).set({ body, editedAt: sql`now()` }).where(eq(pipelineComments.id, id))
}

/** Resolves a thread, or opens it again; false where it was so already. */
export async function setResolved(db: Queryable, id: string, resolved: boolean, by: string | null): Promise<boolean> {
  const rows = await db
    .update(pipelineComments)
    .set(resolved ? { resolvedAt: sql`now()`, resolvedBy: by } : { resolvedAt: null, resolvedBy: null })
    .where(and(eq(pipelineComments.id, id), resolved ? isNull(pipelineComments.resolvedAt) : sql`${pipelineComments.resolvedAt} is not null`))
    .returning({ id: pipelineComments.id })
  return rows.length > 0
}

/** Deletes a comment; one that began a thread goes with its answers. */
export async function deleteCommentRow(db: Queryable, id: string): Promise<void> {
  await db.delete(pipelineComments).where(eq(pipelineComments.id, id))
}

/** Counts up what tells others that comments changed; the answer is the new number. */
export async function bumpComments(db: Queryable, pipelineId: string): Promise<number> {
  const [row] = await db
    .update(pipelines)
    .set({ commentsRevision: sql`${pipelines.commentsRevision} + 1` })
    .where(eq(pipelines.id, pipelineId))
    .returning({ revision: pipelines.commentsRevision })
  return row!.revision
}
