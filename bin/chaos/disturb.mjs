import { setTimeout as sleep } from 'node:timers/promises'
import { planOf } from './plan.mjs'

/** Between two events, on average. */
const everyMs = 2_500

/**
 * Kills and cuts by the plan until `signal` aborts or `until` has come, then heals everything.
 * @returns {Promise<Record<string, number>>} how often what was done
 */
export async function disturb({ random, stage, signal, until }) {
  const next = planOf(random, everyMs)
  const counts = {}
  const healing = new Set()
  const later = (work, ms) => {
    const done = sleep(ms).then(work).finally(() => healing.delete(done))
    healing.add(done)
  }
  while (!signal.aborted && Date.now() < until) {
    const event = next()
    await sleep(event.waitMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) break
    if (await strike(event, stage, later)) counts[event.kind] = (counts[event.kind] ?? 0) + 1
  }
  await Promise.all(healing)
  return counts
}

/** False where what is to be killed is down already. */
async function strike({ kind, at, lastsMs }, { agents, studios, postgres, proxies }, later) {
  if (kind === 'agent' || kind === 'studio') {
    const list = kind === 'agent' ? agents : studios
    const program = list[at % list.length]
    if (program.down || !program.alive) return false
    await program.kill()
    program.down = true
    later(() => {
      program.start()
      program.down = false
    }, lastsMs)
    return true
  }
  if (kind === 'postgres') {
    if (postgres.down) return false
    postgres.down = true
    await postgres.kill()
    later(async () => {
      await postgres.start()
      postgres.down = false
    }, lastsMs / 2)
    return true
  }
  const proxy = proxies[at % proxies.length]
  if (kind === 'cut') proxy.cut()
  else if (kind === 'stall') proxy.stall(lastsMs * 2)
  else if (kind === 'swallow') proxy.swallow()
  else proxy.refuse(lastsMs)
  return true
}
