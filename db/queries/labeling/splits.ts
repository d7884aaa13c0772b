import { and, desc, eq, sql } from 'drizzle-orm'
import { labelingSplits } from '@/db/schema'
import type { Annotation } from '@/lib/labeling/shapes'
import type { Queryable } from './projects'

export type SplitRow = typeof labelingSplits.$inferSelect

/** Every shape with a label in results, submissions and drafts, each once. */
export async function shapesWithLabel(db: Queryable, projectId: string, label: string): Promise<{ task: string; fileName: string; annotation: Annotation }[]> {
  const rows = await db.execute<{ task: string; fileName: string; annotation: Annotation }>(sql`
    with said as (
      select t.id as task, a as annotation from labeling_tasks t cross join lateral jsonb_array_elements(t.result) a where t.project_id = ${projectId} and t.result is not null
      union all select s.task_id, a from labeling_submissions s cross join lateral jsonb_array_elements(s.annotations) a where s.project_id = ${projectId}
      union all select d.task_id, d.annotation from labeling_annotations d join labeling_tasks t on t.id = d.task_id where t.project_id = ${projectId})
    select distinct on (said.task, said.annotation ->> 'id') said.task, i.file_name as "fileName", said.annotation
    from said join labeling_tasks t on t.id = said.task join labeling_images i on i.id = t.image_id
    where said.annotation ->> 'label' = ${label} order by said.task, said.annotation ->> 'id'`)
  return [...rows]
}

/** Gives the named shapes that have the label `from` the label `into`, wherever they stand. In drafts that is an edit like any other, so that a tab with the draft before it learns of it. */
export async function moveShapes(db: Queryable, { moved, from, into }: { moved: Record<string, string[]>; from: string; into: string }): Promise<void> {
  const named = sql`jsonb_each(${JSON.stringify(moved)}::text::jsonb) m(task, ids)`
  const label = sql`jsonb_set(a, '{label}', to_jsonb(${into}::text))`
  const rewritten = (column: ReturnType<typeof sql>) => sql`coalesce((select jsonb_agg(case when a ->> 'label' = ${from} and m.ids @> jsonb_build_array(a -> 'id') then ${label} else a end order by place) from jsonb_array_elements(${column}) with ordinality as each(a, place)), '[]')`
  // Those who edit meanwhile wait here, and find that their revision is an old one.
  await db.execute(sql`
    select 1 from labeling_drafts f where exists (
      select 1 from ${named} join labeling_annotations d on d.task_id = m.task::uuid
      where d.task_id = f.task_id and d.user_id = f.user_id and d.annotation ->> 'label' = ${from} and m.ids @> jsonb_build_array(d.annotation -> 'id'))
    order by f.task_id, f.user_id for update of f`)
  await db.execute(sql`update labeling_tasks t set result = ${rewritten(sql`t.result`)} from ${named} where t.id = m.task::uuid and t.result is not null`)
  await db.execute(sql`update labeling_submissions s set annotations = ${rewritten(sql`s.annotations`)} from ${named} where s.task_id = m.task::uuid`)
  await db.execute(sql`update labeling_gold g set annotations = ${rewritten(sql`g.annotations`)} from ${named} where g.task_id = m.task::uuid`)
  await db.execute(sql`
    with moved as (
      update labeling_annotations d set annotation = jsonb_set(d.annotation, '{label}', to_jsonb(${into}::text)) from ${named}
      where d.task_id = m.task::uuid and d.annotation ->> 'label' = ${from} and m.ids @> jsonb_build_array(d.annotation -> 'id')
      returning d.task_id, d.user_id, d.annotation_id, d.annotation),
    numbered as (
      select moved.*, gen_random_uuid()::text as operation, f.revision + row_number() over (partition by f.task_id, f.user_id order by moved.annotation_id) as revision
      from moved join labeling_drafts f using (task_id, user_id)),
    noted as (
      insert into labeling_operations (task_id, user_id, operation_id, revision, annotation_id, operation)
      select task_id, user_id, operation, revision, annotation_id, jsonb_build_object('id', operation, 'kind', 'put', 'annotation', annotation) from numbered)
    update labeling_drafts f set revision = last.revision
    from (select task_id, user_id, max(revision) as revision from numbered group by 1, 2) last where f.task_id = last.task_id and f.user_id = last.user_id`)
}

export async function insertSplit(db: Queryable, split: Pick<SplitRow, 'projectId' | 'labelId' | 'intoId' | 'rule' | 'moved' | 'createdBy'>): Promise<string> {
  const [row] = await db.insert(labelingSplits).values(split).returning({ id: labelingSplits.id })
  return row!.id
}

/** Locked until the transaction ends. */
export async function findSplit(db: Queryable, projectId: string, id: string): Promise<SplitRow | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return undefined
  const [row] = await db.select().from(labelingSplits).where(and(eq(labelingSplits.projectId, projectId), eq(labelingSplits.id, id))).for('update')
  return row
}

export async function setUndone(db: Queryable, id: string): Promise<void> {
  await db.update(labelingSplits).set({ undoneAt: sql`now()` }).where(eq(labelingSplits.id, id))
}

export async function listSplits(db: Queryable, projectId: string): Promise<SplitRow[]> {
  return db.select().from(labelingSplits).where(eq(labelingSplits.projectId, projectId)).orderBy(desc(labelingSplits.createdAt))
}
