import { setTimeout as sleep } from 'node:timers/promises'
import type { Tx } from '@/db/queries/queue'
import { expiredAttempts, forgiveLeases, noteSweep, trySweepLock } from '@/db/queries/leases'
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
 * Sweeps until `signal` aborts, on one replica at a time: the one whose connection holds the advisory lock. A lost
 * connection gives the lock up; another try follows in a second.
 */
export async function sweepForever(queue: Queue, { signal, everyMs = 1000, chores = [] }: SweepOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      await lead(queue, signal, everyMs, chores)
    } catch (error) {
      if (!signal.aborted) console.error('Sweeps paused:', error instanceof Error ? error.message : error)
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {})
  }
}

async function lead(queue: Queue, signal: AbortSignal, everyMs: number, chores: Chore[]): Promise<void> {
  const own = await queue.sql.reserve()
  try {
    if (!(await trySweepLock(own as unknown as Tx))) return
    // Until now no heartbeat may have come through: neither the studio's pause nor PostgreSQL's ends a step.
    await forgiveLeases(queue.sql, leaseTtlMs)
    let noted = 0
    const due = new Map(chores.map((chore) => [chore, 0]))
    while (!signal.aborted) {
      // On the connection that holds the lock: if it is gone, so is the lead.
      if (performance.now() - noted > 5_000 || noted === 0) {
        await noteSweep(own as unknown as Tx)
        noted = performance.now()
      } else await own`select 1`
      await sweepLeases(queue)
      for (const [chore, at] of due) {
        if (performance.now() < at) continue
        due.set(chore, performance.now() + chore.everyMs)
        void chore.run().catch((error: unknown) => console.error(`${chore.name} failed:`, error))
      }
      await sleep(everyMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    await own`select pg_advisory_unlock_all()`.catch(() => {})
    own.release()
  }
}
