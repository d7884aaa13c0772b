import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '@/db/client'
import { expiredAttempts, forgiveLeases, holdSweepLock, noteSweep } from '@/db/queries/leases'
import { loseAttempt } from './lose'
import { leaseTtlMs, type Queue } from './queue'

/** Queues again what agents hold whose lease has run out. Returns how many there were. */
export async function sweepLeases(queue: Queue): Promise<number> {
  let lost = 0
  for (const attemptId of await expiredAttempts(queue.sql)) {
    const message = `The agent was not heard of for ${Math.round(leaseTtlMs / 1000)} s while it ran this step`
    if (await loseAttempt(queue, attemptId, { by: 'expiry' }, message)) lost++
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
      if (fresh) await forgiveLeases(queue.sql, leaseTtlMs)
      if (held) {
        if (performance.now() - noted > 5_000) {
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
