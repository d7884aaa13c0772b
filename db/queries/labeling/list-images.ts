import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { labelingImages, labelingTasks } from '@/db/schema'
import type { TaskStateName } from '@/lib/labeling/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import type { ImageRow, TaskRow } from './images'
import type { Queryable } from './projects'
import { seenState } from './seen-state'

export interface ImageFilter {
  state?: TaskStateName | undefined
  /** Open ones that somebody passed by, or with an open flag. */
  mark?: 'skipped' | 'flagged' | 'held' | 'gold' | 'assigned' | undefined
  /** A part of the file's name. */
  search?: string | undefined
  /** Has a shape of this label in its result. */
  label?: string | undefined
  /** A person from whom it is hidden which answers are known: those images look as if this person alone labeled them. */
  hideFrom?: string | undefined
}

const gold = sql`exists (select 1 from labeling_gold g where g.task_id = ${labelingTasks.id})`
/** As `seenState` says, of the table under its own name. */
const stateFor = (user: string | undefined) => sql<TaskStateName>`(select ${seenState(user)} from labeling_tasks t where t.id = ${labelingTasks.id})`

function where(projectId: string, { state, mark, search, label, hideFrom }: ImageFilter): SQL | undefined {
  const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    eq(labelingTasks.projectId, projectId),
    state && sql`${stateFor(hideFrom)} = ${state}`,
    mark === 'skipped' ? sql`${labelingTasks.state} = 'open' and exists (select 1 from labeling_skips s where s.task_id = ${labelingTasks.id})` : undefined,
    mark === 'flagged' ? sql`exists (select 1 from labeling_flags f where f.task_id = ${labelingTasks.id} and f.resolved_at is null)` : undefined,
    mark === 'held' ? sql`exists (select 1 from labeling_claims c where c.task_id = ${labelingTasks.id} and c.expires_at > now())` : undefined,
    mark === 'gold' ? (hideFrom ? sql`false` : gold) : undefined,
    mark === 'assigned' ? sql`exists (select 1 from labeling_assignments a where a.task_id = ${labelingTasks.id})` : undefined,
    like ? sql`${labelingImages.fileName} ilike ${like}` : undefined,
    label ? sql`${labelingTasks.result} @> ${JSON.stringify([{ label }])}::jsonb ${hideFrom ? sql`and not ${gold}` : sql``}` : undefined,
  )
}

export interface ListedImage {
  image: ImageRow
  task: Pick<TaskRow, 'id' | 'state' | 'priority' | 'required' | 'submitted' | 'doneAt'>
  labels: string[]
  shapes: number | null
  people: string[]
  byModel: boolean
  heldBy: string[]
  skips: number
  flags: number
  gold: boolean
  assigned: string[]
  /** Where it is hidden that the answer is known: what this person said; null for nothing yet. */
  own: Annotation[] | null
}

/** A page of images in the order in which they came, and how many there are in all. */
export async function listImages(db: Queryable, projectId: string, filter: ImageFilter, page: { limit: number; offset: number }): Promise<{ rows: ListedImage[]; total: number }> {
  const matching = where(projectId, filter)
  const id = labelingTasks.id
  const rows = await db
    .select({
      image: labelingImages,
      task: { id, state: stateFor(filter.hideFrom), priority: labelingTasks.priority, required: labelingTasks.required, submitted: labelingTasks.submitted, doneAt: labelingTasks.doneAt },
      labels: sql<string[]>`coalesce((select jsonb_agg(distinct a -> 'label') from jsonb_array_elements(${labelingTasks.result}) a), '[]')`,
      shapes: sql<number | null>`jsonb_array_length(${labelingTasks.result})`,
      people: sql<string[]>`coalesce((select jsonb_agg(u.name order by s.created_at) from labeling_submissions s join users u on u.id = s.user_id where s.task_id = ${id}), '[]')`,
      byModel: sql<boolean>`coalesce(${labelingTasks.result} #>> '{0,source,by}' = 'model', false)`,
      heldBy: sql<string[]>`coalesce((select jsonb_agg(u.name) from labeling_claims c join users u on u.id = c.user_id where c.task_id = ${id} and c.expires_at > now()), '[]')`,
      skips: sql<number>`(select count(*)::int from labeling_skips s where s.task_id = ${id})`,
      flags: sql<number>`(select count(*)::int from labeling_flags f where f.task_id = ${id} and f.resolved_at is null)`,
      gold: sql<boolean>`${gold}`,
      assigned: sql<string[]>`coalesce((select jsonb_agg(u.name order by u.name) from labeling_assignments a join users u on u.id = a.user_id where a.task_id = ${id}), '[]')`,
      own: filter.hideFrom ? sql<Annotation[] | null>`(select s.annotations from labeling_submissions s where s.task_id = ${id} and s.user_id = ${filter.hideFrom})` : sql<null>`null`,
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

/** Gives every image that the filter shows a place in the queue; how many they are. */
export async function prioritiseMatching(db: Queryable, projectId: string, filter: ImageFilter, priority: number): Promise<number> {
  const matching = db.select({ id: labelingTasks.id }).from(labelingTasks).innerJoin(labelingImages, eq(labelingImages.id, labelingTasks.imageId)).where(where(projectId, filter))
  const rows = await db.update(labelingTasks).set({ priority }).where(inArray(labelingTasks.id, matching)).returning({ id: labelingTasks.id })
  return rows.length
}
