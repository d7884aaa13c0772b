import { insertSavedVersion, stepOfAttempt } from '@/db/queries/saved-outputs'
import type { Tx } from '@/db/queries/queue'
import { SaveParams, saveMistake } from '@/lib/catalog/data/save'
import type { DoneRequest } from '@/lib/protocol/messages'

/** A version's number where the step is one that saves its table as a data asset, in the transaction that ends it. */
export async function saveOutput(tx: Tx, attemptId: string, { endReason, outputs }: Pick<DoneRequest, 'endReason' | 'outputs'>): Promise<number | null> {
  const table = outputs.table
  // Told by the agent, so that other steps cost no question; what is saved, and under which name, is read from the step.
  if (endReason !== 'succeeded' || table?.type !== 'table' || table.meta.saved === undefined) return null
  const step = await stepOfAttempt(tx, attemptId)
  const params = step?.component === 'data.save@1' ? SaveParams.safeParse(step.params) : undefined
  if (!step || !params?.success || saveMistake(params.data)) return null
  const { digest, size, meta } = table
  return insertSavedVersion(tx, step, {
    name: params.data.name.trim(),
    description: params.data.description.trim(),
    digest,
    size,
    rows: Number(meta.rows ?? 0),
    columns: meta.columns ?? [],
    source: { kind: 'pipeline', title: step.runName, runId: step.runId, runNumber: step.runNumber, format: 'parquet' },
  })
}
