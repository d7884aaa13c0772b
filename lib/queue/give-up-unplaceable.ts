import type { Database } from '@/db/client'
import { listTargets } from '@/db/queries/clusters'
import { listAgents } from '@/db/queries/compute'
import { imageHashes } from '@/db/queries/environments'
import { finishRun, skipDownstream } from '@/db/queries/queue'
import { quotaOf } from '@/db/queries/quotas'
import { failUnplaceable, noteUnplaceable, queuedNeeds, runsWithUnplaceable, type QueuedNeeds } from '@/db/queries/unplaceable'
import { neverReason } from '@/lib/placement/never-reason'
import { spanWords, unplaceableHours } from '@/lib/placement/unplaceable-after'
import { hintRun } from './hints'
import type { Queue } from './queue'

/**
 * Notes which queued steps nobody can ever run, and since when; those of which that is true for `hours` end as `unplaceable`,
 * and are not tried again. With 0 hours none ends. Returns how many have ended.
 */
export async function giveUpUnplaceable(queue: Queue, db: Database, hours = unplaceableHours()): Promise<number> {
  const hopeless = await hopelessNeeds(queue, db)
  await noteUnplaceable(queue.sql, hopeless)
  if (hours === 0 || hopeless.length === 0) return 0
  const needs = hopeless.map((need) => ({ ...need, reason: `Nobody could run this step for ${spanWords(hours)}. ${need.reason}. Then run it again.` }))
  let ended = 0
  for (const run of await runsWithUnplaceable(queue.sql, hours)) {
    ended += await queue.sql.begin(async (tx) => {
      const steps = await failUnplaceable(tx, { runId: run.id, hours, needs })
      for (const { id, label } of steps) await skipDownstream(tx, { stepId: id, runId: run.id, message: `Skipped: it needs “${label}”, which failed` })
      if (steps.length > 0) await finishRun(tx, run.id)
      return steps.length
    })
    hintRun(queue.hints, { id: run.id, workspaceId: run.workspace_id })
  }
  return ended
}

async function hopelessNeeds(queue: Queue, db: Database): Promise<(QueuedNeeds & { reason: string })[]> {
  const needs = await queuedNeeds(queue.sql)
  if (needs.length === 0) return []
  const workspaces = [...new Set(needs.map((need) => need.workspace_id))]
  const hashes = needs.flatMap(({ runner, environment_hash }) => (runner === 'python' && environment_hash ? [environment_hash] : []))
  const [agents, targets, images, quotas] = await Promise.all([
    listAgents(db),
    listTargets(db),
    imageHashes(db, [...new Set(hashes)]),
    Promise.all(workspaces.map(async (id) => [id, await quotaOf(db, id)] as const)),
  ])
  const quotaBy = new Map(quotas)
  return needs.flatMap((need) => {
    const reason = neverReason(need, { agents, targets, images, quota: quotaBy.get(need.workspace_id)! })
    return reason === undefined ? [] : [{ ...need, reason }]
  })
}
