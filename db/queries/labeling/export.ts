import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { labelingImages, labelingTasks } from '@/db/schema'
import type { Queryable } from './projects'

/** Settled images after a position, in the order in which they came. */
export async function settledImages(db: Queryable, projectId: string, after: number, limit: number) {
  return db
    .select({
      position: labelingTasks.position,
      result: labelingTasks.result,
      fileName: labelingImages.fileName,
      width: labelingImages.width,
      height: labelingImages.height,
      orientation: labelingImages.orientation,
      mime: labelingImages.mime,
      digest: labelingImages.digest,
      people: sql<string[]>`coalesce((select jsonb_agg(u.name order by s.created_at) from labeling_submissions s join users u on u.id = s.user_id where s.task_id = ${labelingTasks.id} and not s.extra), '[]')`,
    })
    .from(labelingTasks)
    .innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId))
    .where(and(eq(labelingTasks.projectId, projectId), gt(labelingTasks.position, after), isNotNull(labelingTasks.result)))
    .orderBy(asc(labelingTasks.position))
    .limit(limit)
}

export type SettledImage = Awaited<ReturnType<typeof settledImages>>[number]
