import { queueSteps, readySteps, reuseSteps, type Queued, type ReadyRow, type Reused } from '@/db/queries/settle'
import type { Tx } from '@/db/queries/queue'
import { explainMiss } from './explain-miss'

export interface Settled {
  queued: number
  reused: number
  /** Open steps of the run, where something was reused. */
  remaining: number | null
}

/** `node` is given where the equal step is one of the same run. */
export const reuseNote = (from: { run: number; node?: string }) =>
  `Reused from ${from.node ? `step ${from.node} of this run` : `run ${from.run}`}: component, parameters, inputs and environment are equal`

/**
 * Under the run's lock: every step whose inputs have all come is queued, or is done at once where an equal one has
 * succeeded, and then so on downstream.
 */
export async function settleReady(tx: Tx, run: { id: string; workspaceId: string }, has: (digest: string) => boolean): Promise<Settled> {
  const settled: Settled = { queued: 0, reused: 0, remaining: null }
  for (;;) {
    const ready = await readySteps(tx, run.id)
    if (ready.length === 0) return settled
    const reused: Reused[] = []
    const queued: Queued[] = []
    for (const row of ready) {
      const entry = entryOf(row)
      const { equal } = row
      if (equal?.digests.every(has)) reused.push({ ...entry, from: equal.step, note: reuseNote({ run: equal.number, node: equal.run === run.id ? equal.node : undefined }) })
      else queued.push(entry)
    }
    settled.queued += queued.length
    settled.reused += reused.length
    if (queued.length > 0) await queueSteps(tx, queued)
    if (reused.length === 0) return settled
    settled.remaining = await reuseSteps(tx, run.id, reused)
  }
}

function entryOf(row: ReadyRow): Queued {
  const parts = { component: row.component, params: row.params, inputs: row.inputs, environment: row.environment_hash }
  return { id: row.id, key: row.key, parts, note: explainMiss({ parts, previous: row.previous, deterministic: row.key !== null, forced: row.forced }) }
}
