import { setTimeout as sleep } from 'node:timers/promises'
import { bold, dim, green, red, say } from '../start/terminal.mjs'
import { disturb } from './disturb.mjs'
import { graphOf } from './graph.mjs'
import { randomOf } from './random.mjs'
import { lasting, setTheStage } from './stage.mjs'
import { tally, verify } from './verify.mjs'
import { runZombie } from './zombie.mjs'

/** So many runs are open at once. */
const open = 16
/** How long runs may still take once nothing is killed any more. */
const settleMs = 180_000

/** @param {import('./options.mjs').Options} options @returns {Promise<number>} the exit code */
export async function main(options) {
  const stage = await setTheStage(options)
  const began = performance.now()
  say(`${options.runs} runs of ${options.steps} steps on ${options.agents} agents, seed ${options.seed}, leases of ${options.leaseMs / 1000} s, two studios (${stage.build ? 'as built' : 'their handlers for agents'})`)
  try {
    const { submitted, events, zombie } = await perform(options, stage)
    const { sql } = stage.connection
    const found = await verify({ sql, submitted, ledger: stage.paths.ledger, blobPath: stage.product.blobPath, store: stage.paths.store })
    found.stale.push(...zombie.accepted)
    report({ found, counts: await tally(sql), events, zombie, submitted, seconds: (performance.now() - began) / 1000 })
    if (submitted.length < options.runs) say(`The time was over before all ${options.runs} runs were submitted: give it more --minutes.`)
    return Object.values(found).every((list) => list.length === 0) && submitted.length > 0 ? 0 : 1
  } finally {
    await stage.strike()
  }
}

async function perform(options, stage) {
  const until = Date.now() + options.minutes * 60_000
  const over = new AbortController()
  const { sql } = stage.connection
  const { token } = await stage.product.registerAgent(stage.connection.db, { name: 'zombie' })
  const hasEnded = async (id) => (await lasting(() => sql`select 1 from step_attempts where id = ${id} and ended_at is not null`)).length > 0
  const zombie = runZombie({ urls: stage.ports.map((port) => `http://127.0.0.1:${port}`), token, hasEnded, signal: over.signal })
  const trouble = disturb({ random: randomOf(options.seed), stage, signal: over.signal, until })
  const submitted = await submitAll(options, stage, until)
  await ended(sql, until)
  over.abort()
  const events = await trouble
  await ended(sql, Date.now() + settleMs)
  return { submitted, events, zombie: await zombie }
}

/** Submits as runs end. */
async function submitAll(options, stage, until) {
  const random = randomOf(options.seed + 1)
  const submitted = []
  for (let at = 1; at <= options.runs && Date.now() < until; at++) {
    while (Date.now() < until && (await openRuns(stage.connection.sql)) >= open) await sleep(300)
    submitted.push(await submitOne(options, stage, at, () => Math.round(random() * 20) / 10))
  }
  return submitted
}

/** Answers the run's name. A submission whose answer was lost is looked for before it is sent again. */
export async function submitOne({ steps }, { product, ctx, connection: { sql }, paths }, at, sleepSeconds) {
  const name = `run-${at}`
  const graph = graphOf({ name, steps, ledger: paths.ledger, sleepSeconds })
  await lasting(async () => {
    const [there] = await sql`select id from runs where name = ${name}`
    if (!there) await product.submit(ctx, name, graph)
  })
  return name
}

export const openRuns = async (sql) => (await lasting(() => sql`select count(*)::int as n from runs where ended_at is null`))[0].n

async function ended(sql, until) {
  while (Date.now() < until && (await openRuns(sql)) > 0) await sleep(500)
}

export function report({ found, counts, events, zombie, submitted, seconds }) {
  const happened = Object.entries(events).map(([kind, n]) => `${n} × ${kind}`).join(', ')
  say(dim(`${submitted.length} runs, ${counts.steps} steps and ${counts.attempts} attempts in ${Math.round(seconds)} s; a step took ${counts.most} attempts at most; one that was lost was queued again after ${counts.requeued.toFixed(1)} s at most, and given out anew ${counts.longest.toFixed(1)} s after the time before`))
  say(dim(`happened: ${happened || 'nothing'}; ends of attempts: ${Object.entries(counts.ends).map(([reason, n]) => `${reason} ${n}`).join(', ')}; ${zombie.tried} writes tried without a lease`))
  const titles = { lost: 'lost', doubled: 'doubled', stale: 'stale writes accepted', failed: 'wrongly failed' }
  for (const [kind, list] of Object.entries(found)) {
    say(`${(list.length === 0 ? green : red)(String(list.length))} ${bold(titles[kind])}`)
    for (const line of list.slice(0, 10)) say(red(`  ${line}`))
    if (list.length > 10) say(red(`  and ${list.length - 10} more`))
  }
}
