import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '@/db/client'
import { expiredAttempts, forgiveLeases, holdSweepLock, noteSweep } from '@/db/queries/leases'
import { loseAttempt, takeBack } from './lose'
import { heartbeatMs, leaseTtlMs, type Queue } from './queue'

/** Queues again what agents hold whose lease has run out, or never said that they have. Returns how many there were. */
export async function sweepLeases(queue: Queue): Promise<number> {
  let lost = 0
  for (const { id, accepted, agent } of await expiredAttempts(queue.sql)) {
    const over = accepted
      ? await loseAttempt(queue, id, { by: 'expiry' }, `${agent} was not heard of for ${Math.round(leaseTtlMs / 1000)} s while it ran this step`)
      : await takeBack(queue, id, { by: 'expiry' }, `${agent} was given this step and never said that it has it`)
    if (over) lost++
  }
  return lost
}

export interface SweepOptions {
  signal: AbortSignal
  everyMs?: number
  /** What else is done on one replica alone, each at its own pace. A failure is logged and does not stop the rest. */
  chores?: Chore[]
}

export interface Chore {
  name: string
  everyMs: number
  run: () => Promise<unknown>
}

/**
 * Sweeps until `signal` aborts, on one replica at a time: the one whose connection holds the advisory lock. `lock` is a
 * client with one connection of its own; where that is cut the lock goes with it, and the next round tries for it again.
 */
export async function sweepForever(queue: Queue, lock: Sql, { signal, everyMs = 1000, chores = [] }: SweepOptions): Promise<void> {
  const due = new Map(chores.map((chore) => [chore, 0]))
  let noted = -Infinity
  while (!signal.aborted) {
    try {
      const { held, fresh } = await holdSweepLock(lock)
      // Until now no heartbeat may have come through: neither the studio's pause nor PostgreSQL's ends a step.
      if (fresh) await forgiveLeases(queue.sql, { ttlMs: leaseTtlMs, graceMs: 2 * heartbeatMs })
      if (held) {
        if (performance.now() - noted > 2_000) {
          await noteSweep(lock)
          noted = performance.now()
        }
        await sweepLeases(queue)
        startChores(due)
      }
    } catch (error) {
      if (!signal.aborted) console.error('A sweep failed and is tried again:', error instanceof Error ? error.message : error)
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {})
  }
}

function startChores(due: Map<Chore, number>): void {
  for (const [chore, at] of due) {
    if (performance.now() < at) continue
    due.set(chore, performance.now() + chore.everyMs)
    void chore.run().catch((error: unknown) => console.error(`${chore.name} failed:`, error))
  }
}
