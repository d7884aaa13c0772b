// Takes the processor away: no agent may count as lost, and every run must end well.
import { spawn } from 'node:child_process'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { bold, dim, green, red, say } from '../start/terminal.mjs'
import { openRuns, report, submitOne } from './main.mjs'
import { setTheStage } from './stage.mjs'
import { tally, verify } from './verify.mjs'

/** @param {import('./options.mjs').Options} options @returns {Promise<number>} the exit code */
export async function main(options) {
  const stage = await setTheStage(options)
  const began = performance.now()
  const count = 4 * os.availableParallelism()
  say(`${count} processes that take all of the processor for ${options.minutes} minutes, ${options.agents} agents, leases of ${options.leaseMs / 1000} s`)
  const busy = Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'process.stdin.on("end", () => process.exit()).resume(); const on = () => { for (const until = Date.now() + 200; Date.now() < until;); setImmediate(on) }; on()'], { stdio: ['pipe', 'ignore', 'ignore'] }))
  try {
    const submitted = []
    for (const until = Date.now() + options.minutes * 60_000; Date.now() < until; await sleep(500)) {
      if ((await openRuns(stage.connection.sql)) < options.runs) submitted.push(await submitOne(options, stage, submitted.length + 1, () => 1))
    }
    for (const one of busy) one.kill('SIGKILL')
    for (const until = Date.now() + 180_000; Date.now() < until && (await openRuns(stage.connection.sql)) > 0; ) await sleep(500)
    const { sql } = stage.connection
    const found = await verify({ sql, submitted, ledger: stage.paths.ledger, blobPath: stage.product.blobPath, store: stage.paths.store })
    const counts = await tally(sql)
    report({ found, counts, events: { 'busy process': count }, zombie: { tried: 0 }, submitted, seconds: (performance.now() - began) / 1000 })
    const lost = (counts.ends.lease_lost ?? 0) + (counts.ends.preempted ?? 0)
    say(`${(lost === 0 ? green : red)(String(lost))} ${bold('agents falsely lost')}`)
    if (submitted.length === 0) say(dim('No run was submitted.'))
    return lost === 0 && submitted.length > 0 && Object.values(found).every((list) => list.length === 0) ? 0 : 1
  } finally {
    for (const one of busy) one.kill('SIGKILL')
    await stage.strike()
  }
}
