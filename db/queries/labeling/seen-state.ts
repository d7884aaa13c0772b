import { sql, type SQL } from 'drizzle-orm'
import type { TaskStateName } from '@/lib/labeling/schema'

/** Whether the answer of the task `t` is known. */
export const isGold = sql`exists (select 1 from labeling_gold g where g.task_id = t.id)`

/**
 * The state of the task `t` as somebody sees it who is not to know which answers are known: done with their own labels, else like the
 * rest of the project, open as long as anything is. Of all tasks as it is where nothing is hidden from the reader.
 */
export function seenState(hideFrom: string | undefined): SQL<TaskStateName> {
  if (!hideFrom) return sql`t.state`
  return sql`case when not ${isGold} then t.state
    when exists (select 1 from labeling_submissions s where s.task_id = t.id and s.user_id = ${hideFrom}) then 'done'
    when exists (select 1 from labeling_tasks o where o.project_id = t.project_id and o.state = 'open') then 'open'
    else 'done' end`
}
