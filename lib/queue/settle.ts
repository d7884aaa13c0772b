import { queueSteps, readySteps, reuseSteps, skipSteps, type Queued, type ReadyRow, type Reused } from '@/db/queries/settle'
import { finishRun, type Tx } from '@/db/queries/queue'
import { memoryNeed } from '@/lib/catalog/learn/memory'
import { advanceEach } from './advance-each'
import { eachIn } from './each-state'
import { explainMiss } from './explain-miss'
import { skipReason } from './skip-reason'

export interface Settled {
  queued: number
  reused: number
  /** Open steps of the run, where something was reused or skipped. */
  remaining: number | null
  /** The last statement, sent but not answered: what follows in the transaction need not wait for it. Await it before the commit. */
  written?: Promise<void>
}

/** `node` is given where the equal step is one of the same run. */
export const reuseNote = (from: { run: number; node?: string }) =>
  `Reused from ${from.node ? `step ${from.node} of this run` : `run ${from.run}`}: component, parameters, inputs and environment are equal`

/**
 * Under the run's lock: every step whose inputs have all come is queued, or is done at once where an equal one has
 * succeeded or where a branch that was not taken brings it nothing, and then so on downstream. The passes of a For each
 * are made as soon as what they work on is there. `first`: what is ready now, where that is known.
 */
export async function settleReady(tx: Tx, run: { id: string; workspaceId: string }, has: (digest: string) => boolean, first?: ReadyRow[]): Promise<Settled> {
  const settled: Settled = { queued: 0, reused: 0, remaining: null }
  for (;;) {
    const ready = first ?? (await readySteps(tx, { runId: run.id }))
    first = undefined
    if (ready.length === 0) return settled
    const reused: Reused[] = []
    const queued: Queued[] = []
    let advanced = 0
    const skipped: { id: string; message: string }[] = []
    for (const row of ready) {
      const message = skipReason(row)
      if (message !== undefined) {
        skipped.push({ id: row.id, message })
        continue
      }
      const each = eachIn(row.params)
      if (each) {
        advanced++
        settled.remaining = (await advanceEach(tx, run, row, each)) ?? settled.remaining
        continue
      }
      const entry = entryOf(row)
      const { equal } = row
      if (equal?.digests.every(has)) reused.push({ ...entry, from: equal.step, note: reuseNote({ run: equal.number, node: equal.run === run.id ? equal.node : undefined }) })
      else queued.push(entry)
    }
    settled.queued += queued.length
    settled.reused += reused.length
    const last = reused.length + skipped.length + advanced === 0
    if (queued.length > 0) {
      settled.written = queueSteps(tx, queued)
      if (!last) await settled.written
    }
    if (reused.length > 0) settled.remaining = await reuseSteps(tx, run.id, reused)
    if (skipped.length > 0) settled.remaining = await skipSteps(tx, run.id, skipped)
    if (last) return settled
  }
}

function entryOf(row: ReadyRow): Queued {
  const parts = { component: row.component, params: row.params, inputs: row.inputs, environment: row.environment_hash }
  const note = explainMiss({ parts, previous: row.previous, deterministic: row.key !== null, forced: row.forced })
  return { id: row.id, key: row.key, parts, note, memory: memoryNeed(row.component, row.params, row.sizes) }
}

/** `settleReady`, and the run ends where nothing is left open. */
export async function settleRun(tx: Tx, run: { id: string; workspaceId: string }, has: (digest: string) => boolean): Promise<void> {
  const { remaining, written } = await settleReady(tx, run, has)
  await written
  if (remaining === 0) await finishRun(tx, run.id)
}
