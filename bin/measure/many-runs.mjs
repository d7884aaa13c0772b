// Many runs of many metrics, written straight into a studio's database: logging them is measured elsewhere.
import postgres from 'postgres'

/** @typedef {{ name: string, runs: number, keys: number }} Load an experiment with so many runs, each with so many metrics `<name> 0`, `<name> 1` … */

/**
 * Experiments with runs of a week, each with the parameters kind (a or b), depth (0 to 8), rate (a number for every run) and seed
 * (a text for every 50,000th run), and metrics between 0 and 1. Indexes are made after the rows, as for any large load.
 * @param {import('postgres').Sql} sql @param {string} workspace its slug @param {Load[]} loads
 * @returns {Promise<Map<string, number>>} the experiments' numbers by name
 */
export async function fillRuns(sql, workspace, loads) {
  const numbers = new Map()
  const [{ id }] = await sql`select id from workspaces where slug = ${workspace}`
  const indexes = await sql`select indexname as name, indexdef as made from pg_indexes where schemaname = 'public' and tablename = 'latest_metrics' and indexname not like '%\\_pk'`
  for (const { name } of indexes) await sql`drop index ${sql(name)}`
  // Without a look-up of each row's run.
  await sql`set session_replication_role = replica`
  for (const load of loads) numbers.set(load.name, await fillExperiment(sql, id, load))
  await sql`set session_replication_role = origin`
  for (const { made } of indexes) await sql.unsafe(made)
  for (const table of ['tracked_runs', 'tracked_params', 'tracked_tags', 'metric_keys', 'latest_metrics']) await sql.unsafe(`vacuum analyze ${table}`)
  return numbers
}

async function fillExperiment(sql, workspace, { name, runs, keys }) {
  const [{ id, number }] = await sql`
    insert into experiments (workspace_id, number, name, artifact_location, created_ms, updated_ms)
    select ${workspace}::uuid, n, ${name}, 'mlflow-artifacts:/' || n, 1, 1 from (select coalesce(max(number), 0) + 1 as n from experiments where workspace_id = ${workspace}::uuid) next returning id, number`
  await sql`
    insert into tracked_runs (workspace_id, run_id, experiment_id, name, status, user_name, start_ms, end_ms, artifact_uri)
    select ${workspace}::uuid, md5(${name} || ' ' || i), ${id}, 'run ' || i, case when i % 7 = 0 then 'FAILED' else 'FINISHED' end, 'person ' || i % 5, now_ms - (604800000.0 * i / ${runs})::bigint, now_ms - (604800000.0 * i / ${runs})::bigint + i % 1000 * 10, ''
    from generate_series(1, ${runs}::int) i, (select (extract(epoch from now()) * 1000)::bigint as now_ms) clock`
  await sql`
    insert into tracked_params (run, experiment_id, start_ms, key, value)
    select r.id, ${id}, r.start_ms, p.key, case p.key when 'kind' then case when r.id % 2 = 0 then 'a' else 'b' end when 'depth' then (r.id % 9)::text when 'rate' then round((hashint4(r.id) / 4294967296.0 + 0.5)::numeric, 9)::text else 'seed ' || r.id % 50000 end
    from tracked_runs r, (values ('depth'), ('kind'), ('rate'), ('seed')) p(key) where r.experiment_id = ${id} order by r.id, p.key`
  await sql`insert into tracked_tags (run, experiment_id, key, value) select id, ${id}, 'mlflow.runName', name from tracked_runs where experiment_id = ${id}`
  await sql`insert into metric_keys (workspace_id, name) select ${workspace}::uuid, ${name} || ' ' || k from generate_series(0, ${keys - 1}::int) k order by k`
  // One random number a row: the hash of both keys.
  await sql`
    insert into latest_metrics (run, experiment_id, key, step, at_ms, last, lowest, highest)
    select r.id, ${id}, k.id, 99, r.start_ms + 1000, v, v / 2, v * 2
    from tracked_runs r, metric_keys k, lateral (select hashint8(r.id * 100003::bigint + k.id) / 4294967296.0 + 0.5 as v) value
    where r.experiment_id = ${id} and k.workspace_id = ${workspace}::uuid and k.name in (select ${name} || ' ' || n from generate_series(0, ${keys - 1}::int) n)`
  return number
}

/**
 * The same runs in the store of an `mlflow server` that has made its tables.
 * @param {string} url of its database @param {Load[]} loads
 * @returns {Promise<Map<string, number>>} the experiments' ids by name
 */
export async function fillPeer(url, loads) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const ids = new Map()
  try {
    for (const { name, runs, keys } of loads) {
      const [{ id }] = await sql`insert into experiments (name, artifact_location, lifecycle_stage, creation_time, last_update_time) values (${name}, 'mlflow-artifacts:/', 'active', 1, 1) returning experiment_id as id`
      ids.set(name, id)
      await sql`
        insert into runs (run_uuid, name, source_type, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id)
        select md5(${name} || ' ' || i), 'run ' || i, 'LOCAL', 'person ' || i % 5, case when i % 7 = 0 then 'FAILED' else 'FINISHED' end, 1700000000000 - i * 1000, 1700000000000 - i * 1000 + i % 1000 * 10, 'active', '', ${id}::int
        from generate_series(1, ${runs}::int) i`
      await sql`
        insert into params (key, value, run_uuid)
        select p.key, case p.key when 'kind' then case when hashtext(r.run_uuid) % 2 = 0 then 'a' else 'b' end when 'depth' then (abs(hashtext(r.run_uuid)) % 9)::text when 'rate' then random()::text else 'seed ' || abs(hashtext(r.run_uuid)) % 50000 end, r.run_uuid
        from runs r, (values ('depth'), ('kind'), ('rate'), ('seed')) p(key) where r.experiment_id = ${id}`
      await sql`insert into tags (key, value, run_uuid) select 'mlflow.runName', name, run_uuid from runs where experiment_id = ${id}`
      await sql`insert into latest_metrics (key, value, timestamp, step, is_nan, run_uuid) select ${name} || ' ' || k, random(), 1, 99, false, r.run_uuid from runs r, generate_series(0, ${keys - 1}::int) k where r.experiment_id = ${id}`
    }
    await sql.unsafe('vacuum analyze')
  } finally {
    await sql.end()
  }
  return ids
}
