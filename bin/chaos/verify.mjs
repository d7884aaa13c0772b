// What came of it, read from the database, the store and the ledger that the commands have kept.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

/**
 * @typedef {object} Findings each a list of sentences
 * @property {string[]} lost runs or steps that did not end, results that are not in the store
 * @property {string[]} doubled steps that count twice, executions that are no attempt's
 * @property {string[]} stale what was written without a lease
 * @property {string[]} failed runs that should have succeeded
 */

/** @returns {Promise<Findings>} */
export async function verify({ sql, submitted, ledger, blobPath, store }) {
  const found = { lost: [], doubled: [], stale: [], failed: [] }
  const runs = await sql`select id, name, state, end_reason, remaining, ended_at from runs`
  for (const name of submitted) if (!runs.some((run) => run.name === name)) found.lost.push(`run ${name} is not there any more`)
  for (const run of runs) {
    if (run.ended_at === null) found.lost.push(`run ${run.name} did not end: ${await openSteps(sql, run.id)}`)
    else if (run.remaining !== 0) found.lost.push(`run ${run.name} ended with ${run.remaining} steps open`)
    else if (run.state !== 'succeeded') found.failed.push(`run ${run.name} ${run.state}: ${await firstFailure(sql, run.id)}`)
  }
  for (const { name, node, state } of await sql`
    select r.name, s.node, s.state from step_runs s join runs r on r.id = s.run_id where r.state = 'succeeded' and s.state <> 'succeeded'`) found.lost.push(`step ${name}/${node} of a successful run is ${state}`)
  await checkAttempts(sql, found)
  await checkStore({ sql, found, blobPath, store })
  await checkLedger({ sql, found, ledger, blobPath, store })
  return found
}

async function openSteps(sql, id) {
  const rows = await sql`select node, state, message from step_runs where run_id = ${id} and state in ('queued', 'running') limit 3`
  return rows.map(({ node, state, message }) => `${node} ${state} ${message}`).join('; ')
}

async function firstFailure(sql, id) {
  const [row] = await sql`select node, end_reason, message, attempts from step_runs where run_id = ${id} and state = 'failed' order by ended_at limit 1`
  return row ? `${row.node} ${row.end_reason} after ${row.attempts} attempts: ${row.message}` : 'no step failed'
}

async function checkAttempts(sql, found) {
  const named = sql`step_attempts a join step_runs s on s.id = a.step_id join runs r on r.id = s.run_id`
  for (const { step, n } of await sql`select r.name || '/' || s.node as step, count(*)::int as n from ${named} where a.end_reason = 'succeeded' group by 1 having count(*) > 1`) found.doubled.push(`${step} succeeded ${n} times`)
  for (const { step } of await sql`
    select r.name || '/' || s.node as step from ${named} join step_attempts b on b.step_id = a.step_id and b.number = a.number + 1 where b.claimed_at < a.ended_at or a.ended_at is null`) found.doubled.push(`${step} was given out while an attempt was open`)
  for (const { step } of await sql`
    select r.name || '/' || s.node as step from ${named} where s.state = 'succeeded' and s.reused_from is null
    group by 1 having count(*) filter (where a.end_reason = 'succeeded') = 0`) found.stale.push(`${step} has a result that no attempt has reported`)
  for (const { step } of await sql`
    select r.name || '/' || s.node as step from step_logs l join ${named} on a.id = l.attempt_id where l.text like '%zombie%'`) found.stale.push(`${step} has a line that was written without a lease`)
}

/** Every result lies in the store, and is what it is called. */
async function checkStore({ sql, found, blobPath, store }) {
  for (const { digest, size } of await sql`select distinct o.digest, o.size from step_outputs o`) {
    const file = blobPath(store, digest)
    if (!existsSync(file)) found.lost.push(`the result ${digest} is not in the store`)
    else if (createHash('sha256').update(readFileSync(file)).digest('hex') !== digest) found.lost.push(`the result ${digest} of ${size} bytes is damaged`)
  }
}

/** The accepted result of a command is that of one execution, which began once and ended once, and there are no more executions than attempts. */
async function checkLedger({ sql, found, ledger, blobPath, store }) {
  const lines = existsSync(ledger) ? readFileSync(ledger, 'utf8').trim().split('\n').map((line) => line.split(' ')) : []
  const count = (step, id, word) => lines.filter((line) => line[0] === step && (id === null || line[1] === id) && line[2] === word).length
  const commands = await sql`
    select r.name || '/' || s.node as step, s.attempts, o.digest from step_runs s join runs r on r.id = s.run_id
    left join step_outputs o on o.step_id = s.id and o.port = 'file' where s.component like 'script.command%' and s.state = 'succeeded'`
  for (const { step, attempts, digest } of commands) {
    const file = digest && blobPath(store, digest)
    if (!file || !existsSync(file)) {
      found.lost.push(`${step} succeeded without its file`)
      continue
    }
    const id = readFileSync(file, 'utf8')
    if (count(step, id, 'begin') !== 1 || count(step, id, 'end') !== 1) found.doubled.push(`${step}: its accepted execution ${id} began ${count(step, id, 'begin')} times and ended ${count(step, id, 'end')} times`)
    const executions = count(step, null, 'begin')
    if (executions > attempts) found.doubled.push(`${step} was executed ${executions} times in ${attempts} attempts`)
  }
}

/** How often what happened, for the summary. */
export async function tally(sql) {
  const [steps] = await sql`select count(*)::int as steps, coalesce(sum(attempts), 0)::int as attempts, coalesce(max(attempts), 0)::int as most from step_runs`
  const ends = await sql`select end_reason, count(*)::int as n from step_attempts group by 1 order by 2 desc`
  const [wait] = await sql`
    select coalesce(max(extract(epoch from b.claimed_at - a.claimed_at)), 0)::float as longest from step_attempts a join step_attempts b on b.step_id = a.step_id and b.number = a.number + 1`
  // A step here lasts two seconds: nearly all of a lost one's time went until it was queued again.
  const [lost] = await sql`select coalesce(max(extract(epoch from ended_at - claimed_at)), 0)::float as seconds from step_attempts where end_reason in ('lease_lost', 'preempted')`
  return { ...steps, requeued: lost.seconds, ends: Object.fromEntries(ends.map(({ end_reason, n }) => [end_reason ?? 'open', n])), longest: wait.longest }
}
