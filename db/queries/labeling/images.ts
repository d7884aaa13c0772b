import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { blobs, labelingImages, labelingTasks } from '@/db/schema'
import type { TaskStateName } from '@/lib/labeling/schema'
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

export interface ImageFilter {
  state?: TaskStateName | undefined
  /** Open ones that somebody passed by, or with an open flag. */
  mark?: 'skipped' | 'flagged' | 'held' | undefined
  /** A part of the file's name. */
  search?: string | undefined
  /** Has a shape of this label in its result. */
  label?: string | undefined
}

function where(projectId: string, { state, mark, search, label }: ImageFilter): SQL | undefined {
  const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    eq(labelingTasks.projectId, projectId),
    state && eq(labelingTasks.state, state),
    mark === 'skipped' ? sql`${labelingTasks.state} = 'open' and exists (select 1 from labeling_skips s where s.task_id = ${labelingTasks.id})` : undefined,
    mark === 'flagged' ? sql`exists (select 1 from labeling_flags f where f.task_id = ${labelingTasks.id} and f.resolved_at is null)` : undefined,
    mark === 'held' ? sql`exists (select 1 from labeling_claims c where c.task_id = ${labelingTasks.id} and c.expires_at > now())` : undefined,
    like ? sql`${labelingImages.fileName} ilike ${like}` : undefined,
    label ? sql`${labelingTasks.result} @> ${JSON.stringify([{ label }])}::jsonb` : undefined,
  )
}

export interface ListedImage {
  image: ImageRow
  task: Pick<TaskRow, 'id' | 'state' | 'priority' | 'required' | 'submitted' | 'doneAt'>
  labels: string[]
  shapes: number | null
  people: string[]
  heldBy: string[]
  skips: number
  flags: number
}

/** A page of images in the order in which they came, and how many there are in all. */
export async function listImages(db: Queryable, projectId: string, filter: ImageFilter, page: { limit: number; offset: number }): Promise<{ rows: ListedImage[]; total: number }> {
  const matching = where(projectId, filter)
  const id = labelingTasks.id
  const rows = await db
    .select({
      image: labelingImages,
      task: { id, state: labelingTasks.state, priority: labelingTasks.priority, required: labelingTasks.required, submitted: labelingTasks.submitted, doneAt: labelingTasks.doneAt },
      labels: sql<string[]>`coalesce((select jsonb_agg(distinct a -> 'label') from jsonb_array_elements(${labelingTasks.result}) a), '[]')`,
      shapes: sql<number | null>`jsonb_array_length(${labelingTasks.result})`,
      people: sql<string[]>`coalesce((select jsonb_agg(u.name order by s.created_at) from labeling_submissions s join users u on u.id = s.user_id where s.task_id = ${id}), '[]')`,
      heldBy: sql<string[]>`coalesce((select jsonb_agg(u.name) from labeling_claims c join users u on u.id = c.user_id where c.task_id = ${id} and c.expires_at > now()), '[]')`,
      skips: sql<number>`(select count(*)::int from labeling_skips s where s.task_id = ${id})`,
      flags: sql<number>`(select count(*)::int from labeling_flags f where f.task_id = ${id} and f.resolved_at is null)`,
    })
    .from(labelingTasks)
    .innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId))
    .where(matching)
    .orderBy(asc(labelingTasks.position))
    .limit(page.limit)
    .offset(page.offset)
  const [count] = await db.select({ total: sql<number>`count(*)::int` }).from(labelingTasks).innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId)).where(matching)
  return { rows, total: count?.total ?? 0 }
}
