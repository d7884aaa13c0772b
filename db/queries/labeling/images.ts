import { and, eq, sql } from 'drizzle-orm'
import { blobs, labelingImages, labelingTasks } from '@/db/schema'
import type { Queryable } from './projects'

export type ImageRow = typeof labelingImages.$inferSelect
export type TaskRow = typeof labelingTasks.$inferSelect

type NewImage = Omit<ImageRow, 'id' | 'createdAt'>

/** An image and its task; undefined where the project has the name already. */
export async function insertImage(db: Queryable, image: NewImage, blobsOf: { digest: string; size: number }[]): Promise<ImageRow | undefined> {
  await db.insert(blobs).values(blobsOf).onConflictDoNothing()
  const [row] = await db.insert(labelingImages).values(image).onConflictDoNothing().returning()
  if (!row) return undefined
  await db.insert(labelingTasks).values({
    projectId: row.projectId,
    imageId: row.id,
    state: row.problem ? 'broken' : 'open',
    required: sql`(select overlap from labeling_projects where id = ${row.projectId})`,
  })
  return row
}

export async function findImage(db: Queryable, projectId: string, id: string): Promise<ImageRow | undefined> {
  const [row] = await db.select().from(labelingImages).where(and(eq(labelingImages.projectId, projectId), eq(labelingImages.id, id)))
  return row
}

export async function findImageByName(db: Queryable, projectId: string, fileName: string): Promise<ImageRow | undefined> {
  const [row] = await db.select().from(labelingImages).where(and(eq(labelingImages.projectId, projectId), eq(labelingImages.fileName, fileName)))
  return row
}

/** The names and tasks of all images of a project, for matching files to them. */
export async function imageNames(db: Queryable, projectId: string): Promise<{ id: string; taskId: string; fileName: string; width: number; height: number; problem: string }[]> {
  return db
    .select({ id: labelingImages.id, taskId: labelingTasks.id, fileName: labelingImages.fileName, width: labelingImages.width, height: labelingImages.height, problem: labelingImages.problem })
    .from(labelingImages)
    .innerJoin(labelingTasks, eq(labelingTasks.imageId, labelingImages.id))
    .where(eq(labelingImages.projectId, projectId))
}
