import { sql } from 'drizzle-orm'
import type { Queryable } from './projects'

/** Copies a project's images (their rows; the bytes are shared) with tasks of their own. Returns the new image of each. */
export async function copyImages(db: Queryable, from: string, to: string, createdBy: string): Promise<Map<string, string>> {
  const rows = await db.execute<{ old: string; id: string }>(sql`
    with made as (
      insert into labeling_images (project_id, digest, size, mime, file_name, width, height, orientation, web_digest, web_mime, thumb_digest, problem, created_by)
      select ${to}::uuid, i.digest, i.size, i.mime, i.file_name, i.width, i.height, i.orientation, i.web_digest, i.web_mime, i.thumb_digest, i.problem, ${createdBy}::uuid
      from labeling_images i where i.project_id = ${from} returning id, file_name)
    select i.id as old, made.id from made join labeling_images i on i.project_id = ${from} and i.file_name = made.file_name`)
  await db.execute(sql`
    insert into labeling_tasks (project_id, image_id, state, required)
    select i.project_id, i.id, case when i.problem = '' then 'open' else 'broken' end, (select overlap from labeling_projects where id = ${to})
    from labeling_images i join labeling_images o on o.project_id = ${from} and o.file_name = i.file_name join labeling_tasks t on t.image_id = o.id
    where i.project_id = ${to} order by t.position`)
  return new Map(rows.map(({ old, id }) => [old, id]))
}
