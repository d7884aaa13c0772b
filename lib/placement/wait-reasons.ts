import { listTargets } from '@/db/queries/clusters'
import { listAgents, medianSeconds } from '@/db/queries/compute'
import { imageHashes } from '@/db/queries/environments'
import { quotaOf } from '@/db/queries/quotas'
import type { StepRow } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { neverReason } from './never-reason'
import { queuedReason } from './queued-reason'
import { quotaReason } from './quota-reason'
import { targetReason } from './target-reason'
import { spanWords, unplaceableHours } from './unplaceable-after'

/** Why each waiting or queued step of a run of the workspace waits, by node. Asks for nothing where no step does. */
export async function waitReasons(ctx: Pick<Context, 'db'> & { workspace: { id: string } }, steps: StepRow[]): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  const byNode = new Map(steps.map((step) => [step.node, step]))
  for (const step of steps) if (step.state === 'waiting') reasons.set(step.node, waitingReason(step, byNode))
  const queued = steps.filter((step) => step.state === 'queued')
  if (queued.length === 0) return reasons
  const agents = await listAgents(ctx.db)
  const running = [...new Set(agents.flatMap((agent) => agent.running.map((step) => step.component)))]
  const hashes = queued.flatMap((step) => (step.runner === 'python' && step.environment_hash ? [step.environment_hash] : []))
  const [medians, images, quota] = await Promise.all([medianSeconds(ctx.db, running), imageHashes(ctx.db, hashes), quotaOf(ctx.db, ctx.workspace.id)])
  const targets = queued.some((step) => step.requests.target !== undefined) ? await listTargets(ctx.db) : []
  const facts = { agents, medians, now: Date.now(), images }
  const reasonOf = (step: StepRow): string => {
    if (step.not_before) return queuedReason(step, facts)
    const never = neverReason(step, { agents, targets, images, quota })
    if (never !== undefined) return `${never}${endsIn(step, facts.now)}`
    const { target } = step.requests
    return quotaReason(step, quota) ?? (target === undefined ? queuedReason(step, facts) : targetReason(target, step, targets))
  }
  for (const step of queued) reasons.set(step.node, reasonOf(step))
  return reasons
}

/** When a step ends that nobody can run, if it does. */
function endsIn({ unplaceable_since }: StepRow, now: number): string {
  const hours = unplaceableHours()
  if (unplaceable_since === null || hours === 0) return ''
  return `. If that stays so, the step ends in ${spanWords(Math.max(0, hours - (now - Date.parse(unplaceable_since)) / 3_600_000))}`
}

function waitingReason(step: StepRow, byNode: Map<string, StepRow>): string {
  const open = [...new Set(Object.values(step.sources).map((source) => source.node))]
    .map((node) => byNode.get(node))
    .filter((source): source is StepRow => source !== undefined && source.state !== 'succeeded' && source.state !== 'skipped')
  if (open.length === 0) return 'Its inputs have just come'
  const names = open.slice(0, 2).map((source) => `“${source.name || source.node}”`)
  return `Waits for ${names.join(' and ')}${open.length > 2 ? ` and ${open.length - 2} more` : ''}`
}
