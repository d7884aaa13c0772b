import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { Field } from '@/lib/tracking/filter/schema'
import { runAttribute, type RunsAsked } from './run-conditions'
import { runsFitting } from './search-runs'

type Queryable = Pick<Database, 'execute'>

export interface MeanOf {
  /** The metric's name. */
  key: string
  of: 'last' | 'lowest' | 'highest' | { step: string }
}

export interface GroupRow {
  /** Null for runs that have no such value. */
  value: string | null
  count: number
  /** In the order of what was asked for: the mean over runs that have a finite number, and how many those are. */
  means: (number | null)[]
  counts: number[]
}

/** The runs of a question added up by the value of one field, the largest group first. */
export async function groupRuns(db: Queryable, p: RunsAsked, { by, means, limit }: { by: Field; means: MeanOf[]; limit: number }): Promise<GroupRow[]> {
  const where = await runsFitting(db, p)
  const keys = await db.execute<{ id: number; name: string }>(sql`
    select id, name from metric_keys where workspace_id = ${p.workspaceId}::uuid and name in (select jsonb_array_elements_text(${JSON.stringify(means.map(({ key }) => key))}::text::jsonb))`)
  const numbers = new Map(keys.map(({ id, name }) => [name, id]))
  const joins = means.map(({ key, of }, index) => meanJoin(numbers.get(key) ?? 0, of, sql.raw(`m${index}`)))
  const finite = (index: number) => sql.raw(`filter (where m${index}.value not in ('NaN', 'Infinity', '-Infinity'))`)
  const array = (parts: SQL[], type: string) => sql`array[${sql.join(parts, sql`, `)}]::${sql.raw(type)}[]`
  const value = valueOf(by)
  return db.execute<GroupRow & Record<string, unknown>>(sql`
    with fit as materialized (select r.id, ${value.column} as value from tracked_runs r join experiments e on e.id = r.experiment_id ${value.join} where ${where})
    select f.value, count(*)::int as count,
      to_jsonb(${array(means.map((_, index) => sql`avg(${sql.raw(`m${index}.value`)}) ${finite(index)}`), 'float8')}) as means,
      to_jsonb(${array(means.map((_, index) => sql`count(*) ${finite(index)}`), 'int')}) as counts
    from fit f ${sql.join(joins, sql` `)} group by f.value order by count(*) desc, f.value nulls last limit ${limit}`)
}

function valueOf({ kind, key }: Field): { column: SQL; join: SQL } {
  if (kind === 'attribute') return { column: sql`${runAttribute(key)}::text`, join: sql`` }
  const table = kind === 'param' ? sql`tracked_params` : sql`tracked_tags`
  return { column: sql`g.value`, join: sql`left join ${table} g on g.run = r.id and g.key = ${key}` }
}

function meanJoin(key: number, of: MeanOf['of'], name: SQL): SQL {
  const id = sql.raw(String(Math.trunc(key)))
  if (typeof of === 'string') return sql`left join (select run, ${sql.raw(of)} as value from latest_metrics where key = ${id}) ${name} on ${name}.run = f.id`
  return sql`left join lateral (select p.value from metric_points p where p.run = f.id and p.key = ${id} and p.step = ${of.step}::bigint order by p.at_ms desc, p.value desc limit 1) ${name} on true`
}
