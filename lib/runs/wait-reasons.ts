import { listTargets } from '@/db/queries/clusters'
import { listAgents, medianSeconds } from '@/db/queries/compute'
import { imageHashes } from '@/db/queries/environments'
import type { StepRow } from '@/db/queries/runs'
import type { Context } from '@/lib/context'
import { queuedReason } from './queued-reason'
import { targetReason } from './target-reason'

/** Why each waiting or queued step of a run waits, by node. Asks for nothing where no step does. */
export async function waitReasons(ctx: Pick<Context, 'db'>, steps: StepRow[]): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  const byNode = new Map(steps.map((step) => [step.node, step]))
  for (const step of steps) if (step.state === 'waiting') reasons.set(step.node, waitingReason(step, byNode))
  const queued = steps.filter((step) => step.state === 'queued')
  if (queued.length === 0) return reasons
  const agents = await listAgents(ctx.db)
  const running = [...new Set(agents.flatMap((agent) => agent.running.map((step) => step.component)))]
  const hashes = queued.flatMap((step) => (step.runner === 'python' && step.environment_hash ? [step.environment_hash] : []))
  const facts = { agents, medians: await medianSeconds(ctx.db, running), now: Date.now(), images: await imageHashes(ctx.db, hashes) }
  const targets = queued.some((step) => step.requests.target !== undefined) ? await listTargets(ctx.db) : []
  for (const step of queued) {
    const { target } = step.requests
    reasons.set(step.node, target === undefined || step.not_before ? queuedReason(step, facts) : targetReason(target, step, targets))
  }
  return reasons
}

function waitingReason(step: StepRow, byNode: Map<string, StepRow>): string {
  const open = [...new Set(Object.values(step.sources).map((source) => source.node))]
    .map((node) => byNode.get(node))
    .filter((source): source is StepRow => source !== undefined && source.state !== 'succeeded' && source.state !== 'skipped')
  if (open.length === 0) return 'Its inputs have just come'
  const names = open.slice(0, 2).map((source) => `“${source.name || source.node}”`)
  return `Waits for ${names.join(' and ')}${open.length > 2 ? ` and ${open.length - 2} more` : ''}`
}
