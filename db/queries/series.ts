import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { chunkSizes } from './series-chunks'
import { list } from './tracking/compile'

type Queryable = Pick<Database, 'execute'>

/** Steps, milliseconds since the run's start, or milliseconds since 1970. */
export type SeriesAxis = 'step' | 'relative' | 'wall'

export interface SeriesQuestion {
  workspaceId: string
  /** The runs' own keys. */
  runs: number[]
  metric: string
  axis: SeriesAxis
  /** Ends of what is in sight; null is open. */
  from: number | null
  to: number | null
}

const [finest, coarser, coarsest] = chunkSizes
const open = sql.raw(`'-9223372036854775808'::bigint`)

/** The place of a point on the axis. */
const place = (axis: SeriesAxis, step: string, ms: string) => sql.raw(axis === 'step' ? `${step}::float8` : axis === 'wall' ? `${ms}::float8` : `(${ms} - s.start_ms)::float8`)

export interface SeriesParts {
  /** Runs that have the metric, each with where its chunks end. A chunk that points have come into since it was made is no chunk. */
  series: SQL
  /** Condition that a chunk `c` of a series `s` is true and in sight. */
  chunk: SQL
  /** Condition that a point `p` is in sight. */
  inSight: SQL
  x: SQL
  x0: SQL
  x1: SQL
  at: (step: string, ms: string) => SQL
}

export function seriesParts(q: SeriesQuestion): SeriesParts {
  const at = (step: string, ms: string) => place(q.axis, step, ms)
  const [x, x0, x1] = [at('p.step', 'p.at_ms'), at('c.first_step', 'c.min_ms'), at('c.last_step', 'c.max_ms')]
  const [from, to] = [sql`${q.from ?? '-Infinity'}::float8`, sql`${q.to ?? 'Infinity'}::float8`]
  const inSight = sql`${x} >= ${from} and ${x} <= ${to}`
  return {
    series: sql`series as materialized (
      select m.run, m.key, r.start_ms, m.rolled_step, m.rolled_ms, m.unrolled,
        coalesce(e.last_step, ${open}) as end_step, coalesce(e.last_ms, ${open}) as end_ms, coalesce(e.last_value, '-Infinity') as end_value, coalesce(e.ordinal, -1) + 1 as chunks
      from metric_keys k join latest_metrics m on m.key = k.id join tracked_runs r on r.id = m.run
      left join lateral (
        select c.last_step, c.last_ms, c.last_value, c.ordinal from metric_chunks c
        where c.run = m.run and c.key = m.key and c.size = ${finest} and (c.last_step, c.last_ms) < (m.rolled_step, m.rolled_ms) order by c.ordinal desc limit 1
      ) e on true
      where k.workspace_id = ${q.workspaceId}::uuid and k.name = ${q.metric} and r.workspace_id = k.workspace_id and m.run = any(translate(${list(q.runs)}, '[]', '{}')::int[])
    )`,
    chunk: sql`c.run = s.run and c.key = s.key and (c.last_step, c.last_ms) < (s.rolled_step, s.rolled_ms) and ${x1} >= ${from} and ${x0} <= ${to}`,
    inSight,
    x,
    x0,
    x1,
    at,
  }
}

/** A metric of one run: lists with one place a bucket, from left to right. */
export interface SeriesBuckets {
  run: number
  key: number
  /** Each bucket is one point. */
  exact: boolean
  /** Points that lie in no chunk. */
  unrolled: number
  /** Of the first and of the last point. */
  x0: number[]
  x1: number[]
  points: number[]
  /** Of the finite values; null where there is none. */
  mean: (number | null)[]
  /** Value and place of the lowest and of the highest finite value. */
  low: ([number, number] | null)[]
  high: ([number, number] | null)[]
  nans: number[]
  ups: number[]
  downs: number[]
  /** Place of the first value that is not finite. */
  odd: (number | null)[]
}

const real = sql`(value > '-Infinity' and value < 'Infinity')`
/** A mean of sums below 1e-300 is 0: what is smaller still has no quotient for PostgreSQL, which would refuse the whole question. */
const meanOfSums = sql`case when abs(sum(sum)) < 1e-300 then 0 else sum(sum) / nullif(sum(finite), 0) end`
/** What a chunk gives to a bucket, in the order of `ofPoint`. */
const ofChunk = ({ x0, x1, at }: SeriesParts) => sql`c.ordinal::bigint * c.size / s.width as bucket, ${x0} as x0, ${x1} as x1, c.size as points, c.finite, c.sum,
  case when c.finite > 0 then array[c.lowest, ${at('c.lowest_step', 'c.lowest_ms')}] end as low, case when c.finite > 0 then array[c.highest, ${at('c.highest_step', 'c.highest_ms')}] end as high,
  c.nans, c.ups, c.downs, ${at('c.odd_step', 'c.odd_ms')} as odd`
const ofPoint = (bucket: SQL) => sql`${bucket} as bucket, x as x0, x as x1, 1 as points, ${real}::int as finite, case when ${real} then value end as sum, case when ${real} then array[value, x] end as low,
  case when ${real} then array[value, x] end as high, (value = 'NaN')::int as nans, (value = 'Infinity')::int as ups, (value = '-Infinity')::int as downs, case when not ${real} then x end as odd`

/**
 * A metric of runs as buckets of neighbouring points, each with its lowest and highest value and where they are, so that no
 * spike is lost; where there are few points, as these. The same question has the same answer. About `buckets` for a run; `coarse` where the runs
 * are some of many.
 */
export function seriesBuckets(db: Queryable, q: SeriesQuestion & { buckets: number; coarse?: boolean }): Promise<SeriesBuckets[]> {
  const parts = seriesParts(q)
  const { series, chunk, inSight, x } = parts
  // Each line is drawn a little coarser, before all of its points are read.
  const enough = q.buckets / (q.coarse ? 4 : 2)
  const after = sql`metric_points p where p.run = s.run and p.key = s.key and (p.step, p.at_ms, p.value) > (s.end_step, s.end_ms, s.end_value) and ${inSight}`
  const numbered = (from: SQL) => sql`(select ${x} as x, p.value, row_number() over (order by p.step, p.at_ms, p.value) - 1 as place from ${from}) points`
  // The smallest chunks that lie in larger ones that are in sight: so the index leads to them.
  const inFirst = (of: 's' | 'f') => sql`c.size = ${finest} and c.ordinal between ${sql.raw(of)}.first and ${sql.raw(of)}.last`
  // Chunks of one size, and of each smaller one those at the end that do not make up a larger one yet.
  const rest = (size: number) => sql`select ${ofChunk(parts)} from metric_chunks c where ${chunk} and c.size = ${size} and s.size >= ${size === finest ? finest : size + 1} and c.ordinal >= s.chunks * ${finest} / ${size * 8} * 8`
  // One run at a time: each works in an index's order, and PostgreSQL has no chance to misjudge how many rows there are.
  return db.execute<SeriesBuckets & Record<string, unknown>>(sql`
    with ${series}, sized as materialized (
      select s.*, n.points, f.low_step, f.high_step, f.first, f.last,
        case when n.points >= ${enough * coarsest}::float8 then ${coarsest} when n.points >= ${enough * coarser}::float8 then ${coarser} when n.points >= ${enough * finest}::float8 then ${finest} else 0 end as size,
        case when n.points <= ${2 * q.buckets} then 1 else (2 ^ ceil(log(2, (n.points / ${q.buckets}::float8)::numeric)))::int end as width
      from series s cross join lateral (
        select coalesce(sum(size), 0) as points, (select count(*) from ${after}) as tail, min(first_step) as low_step, max(last_step) as high_step, min(first) as first, max(first) + 7 as last from (
          select c.size, c.first_step, c.last_step, c.ordinal * 8 as first from metric_chunks c where ${chunk} and c.size = ${coarser}
          union all select c.size, c.first_step, c.last_step, null from metric_chunks c where ${chunk} and c.size = ${finest} and c.ordinal >= s.chunks / 8 * 8
        ) c
      ) f cross join lateral (
        -- Chunks reach beyond what is in sight; where there are few, smaller ones say better how many points there are.
        select f.tail + case when f.points > ${16 * coarser} then f.points else ${finest} * ((select count(*) from metric_chunks c where ${chunk} and ${inFirst('f')}) + (select count(*) from metric_chunks c where ${chunk} and c.size = ${finest} and c.ordinal >= s.chunks / 8 * 8)) end as points
        offset 0 -- Else it is counted anew wherever it is asked for.
      ) n
    )
    select s.run, s.key, s.unrolled, (s.width = 1 and s.size = 0) as exact, b.*
    from sized s cross join lateral (
      select json_agg(x0) as x0, json_agg(x1) as x1, json_agg(points) as points, json_agg(mean) as mean, json_agg(low) as low, json_agg(high) as high, json_agg(nans) as nans, json_agg(ups) as ups, json_agg(downs) as downs, json_agg(odd) as odd
      from (
        select min(x0) as x0, max(x1) as x1, sum(points) as points, ${meanOfSums} as mean, min(low) as low, max(high) as high, sum(nans) as nans, sum(ups) as ups, sum(downs) as downs, min(odd) as odd
        from (
          select ${ofChunk(parts)} from metric_chunks c where ${chunk} and c.size = s.size and s.size > ${finest}
          union all select ${ofChunk(parts)} from metric_chunks c where ${chunk} and ${inFirst('s')} and s.size = ${finest}
          union all ${rest(finest)}
          union all ${rest(coarser)}
          union all
          select ${ofPoint(sql`place / s.width`)} from ${numbered(sql`metric_points p
            where s.size = 0 and p.run = s.run and p.key = s.key and p.step >= s.low_step and p.step <= s.high_step and (p.step, p.at_ms, p.value) <= (s.end_step, s.end_ms, s.end_value) and ${inSight}`)}
          union all
          select ${ofPoint(sql`(s.chunks::bigint * ${finest} + place) / s.width + 1`)} from ${numbered(after)}
        ) parts group by bucket order by min(x0), bucket
      ) buckets
    ) b where b.x0 is not null order by s.run`)
}

export interface GroupBucket {
  group: number
  /** Number of the bucket, from 0. */
  bucket: number
  /** Runs with a finite value in it, and their points. */
  runs: number
  points: number
  /** Of the runs' own means. The deviation is that of a sample; null for one run. */
  mean: number
  sd: number | null
  lowest: number
  highest: number
}

/**
 * Groups of runs in buckets of equal width: mean and deviation of the runs' means, each made of all of its points there.
 * `groups` says of each run which it belongs to. The question's ends must both be given. A chunk that lies in one bucket counts as a
 * whole; one that does not is taken apart, down to its points.
 */
export function seriesBands(db: Queryable, q: SeriesQuestion & { from: number; to: number; buckets: number; groups: number[] }): Promise<GroupBucket[]> {
  const { series, chunk, inSight, x, x0, x1 } = seriesParts(q)
  const width = (q.to - q.from) / q.buckets || 1
  const bucket = (value: SQL) => sql`least(floor((${value} - ${q.from}::float8) / ${width}::float8), ${q.buckets - 1})`
  const part = sql`c.ordinal, (${x0} >= ${q.from}::float8 and ${x1} <= ${q.to}::float8 and ${bucket(x0)} = ${bucket(x1)}) as inside, ${bucket(x0)} as bucket, c.finite, c.sum, c.lowest, c.highest, c.first_step, c.last_step, c.last_ms, c.last_value`
  // Of each larger chunk that lies in no one bucket its eight parts, and those that make up no larger one yet.
  const parts = (larger: string, size: number, most: number) => sql`
    select c.* from ${sql.raw(larger)} l cross join lateral (select ${part} from metric_chunks c where ${chunk} and c.size = ${size} and c.ordinal between l.ordinal * 8 and l.ordinal * 8 + 7 offset 0) c where not l.inside
    union all select ${part} from metric_chunks c where ${chunk} and c.size = ${size} and c.ordinal >= s.chunks / ${most} * 8`
  const whole = (from: string) => sql`select bucket, finite, sum, lowest, highest from ${sql.raw(from)} where inside and finite > 0`
  const point = sql`${bucket(x)}, 1, p.value, p.value, p.value`
  const real = sql`p.value > '-Infinity' and p.value < 'Infinity'`
  const groups = q.runs.map((run, index) => ({ run, group: q.groups[index] }))
  return db.execute<GroupBucket & Record<string, unknown>>(sql`
    with ${series}, means as (
      select s.run, b.* from series s cross join lateral (
        with large as materialized (select ${part} from metric_chunks c where ${chunk} and c.size = ${coarsest}),
        middle as materialized (${parts('large', coarser, 64)}),
        small as materialized (${parts('middle', finest, 8)}),
        every as (
          ${whole('large')} union all ${whole('middle')} union all ${whole('small')}
          union all
          select p.* from small c
          left join lateral (select e.last_step, e.last_ms, e.last_value from metric_chunks e where e.run = s.run and e.key = s.key and e.size = ${finest} and e.ordinal = c.ordinal - 1 offset 0) before on true
          cross join lateral (
            select ${point} from metric_points p where p.run = s.run and p.key = s.key and p.step >= c.first_step and (p.step, p.at_ms, p.value) <= (c.last_step, c.last_ms, c.last_value)
              and (p.step, p.at_ms, p.value) > (coalesce(before.last_step, ${open}), coalesce(before.last_ms, ${open}), coalesce(before.last_value, '-Infinity')) and ${inSight} and ${real} offset 0
          ) p where not c.inside
          union all
          select ${point} from metric_points p where p.run = s.run and p.key = s.key and (p.step, p.at_ms, p.value) > (s.end_step, s.end_ms, s.end_value) and ${inSight} and ${real}
        )
        select bucket, ${meanOfSums} as mean, sum(finite) as points, min(lowest) as lowest, max(highest) as highest from every group by bucket offset 0
      ) b
    )
    select g.group, bucket::int as bucket, count(*)::int as runs, sum(points)::float8 as points, avg(mean) as mean, stddev_samp(mean) as sd, min(lowest) as lowest, max(highest) as highest
    from means m join jsonb_to_recordset(${JSON.stringify(groups)}::text::jsonb) as g(run int, "group" int) on g.run = m.run group by g.group, bucket order by g.group, bucket`)
}

export interface SeriesExtent {
  run: number
  first: number
  last: number
  /** What the first of the finest chunks spans to the beginning of the next; null where there are no two. */
  span: number | null
}

/** Where the metric of each run begins and ends on the axis. */
export function seriesExtents(db: Queryable, q: SeriesQuestion): Promise<SeriesExtent[]> {
  const { series, x0, x1, x } = seriesParts({ ...q, from: null, to: null })
  return db.execute<SeriesExtent & Record<string, unknown>>(sql`
    with ${series}
    select s.run, least(f.first, t.first) as first, greatest(f.last, t.last) as last, f.span from series s
    left join lateral (select max(${x0}) filter (where c.ordinal = 1) - max(${x0}) filter (where c.ordinal = 0) as span, min(${x0}) as first, max(${x1}) as last from metric_chunks c where c.run = s.run and c.key = s.key and c.size = ${finest} and c.ordinal < s.chunks) f on true
    left join lateral (select min(${x}) as first, max(${x}) as last from metric_points p where p.run = s.run and p.key = s.key and (p.step, p.at_ms, p.value) > (s.end_step, s.end_ms, s.end_value) offset 0) t on true
    where coalesce(f.first, t.first) is not null`)
}

export interface ExportPoint {
  run: number
  step: string
  at_ms: string
  value: number
}

/** Points of a metric of one run after the given one, in the order of steps. */
export function pointsAfter(db: Queryable, p: { workspaceId: string; run: number; metric: string; after: ExportPoint | null; limit: number }): Promise<ExportPoint[]> {
  const rest = p.after ? sql`and (step, at_ms, value) > (${p.after.step}::bigint, ${p.after.at_ms}::bigint, ${String(p.after.value)}::float8)` : sql``
  return db.execute<ExportPoint & Record<string, unknown>>(sql`
    select run, step, at_ms, value from metric_points
    where run = ${p.run} and key = (select id from metric_keys where workspace_id = ${p.workspaceId}::uuid and name = ${p.metric}) ${rest} order by step, at_ms, value limit ${p.limit}`)
}
