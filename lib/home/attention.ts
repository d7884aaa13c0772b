import { readHealth } from '@/lib/compute/health'
import type { Context } from '@/lib/context'
import type { AssetSummary } from '@/lib/data/schema'
import { can } from '@/lib/permissions'
import type { PipelineSummary } from '@/lib/pipelines/schema'

export interface AttentionItem {
  key: string
  kind: 'failed' | 'agents'
  title: string
  note: string
  href: string
}

/**
 * What waits for somebody: pipelines whose latest run failed, data that could not be read, and, for those who manage
 * compute, that no agent is there.
 */
export async function readAttention(ctx: Context, seen: { pipelines: PipelineSummary[]; data: AssetSummary[] }): Promise<AttentionItem[]> {
  const root = `/w/${ctx.workspace.slug}`
  const items: AttentionItem[] = []
  if (can(ctx.actor, 'compute.manage') && !(await readHealth(ctx.db)).checks.agent.ok)
    items.push({ key: 'agents', kind: 'agents', title: 'No agent is connected', note: 'runs wait until one is', href: `${root}/compute` })
  for (const { id, name, lastRun } of seen.pipelines) {
    if (lastRun?.state !== 'failed') continue
    items.push({ key: `pipeline ${id}`, kind: 'failed', title: name, note: `run #${lastRun.number} failed`, href: `${root}/runs/${lastRun.id}` })
  }
  for (const { name, latest, pending } of seen.data) {
    const failed = [pending, latest].find((version) => version?.state === 'failed')
    if (failed) items.push({ key: `data ${name}`, kind: 'failed', title: name, note: `version ${failed.version} could not be read`, href: `${root}/data/${encodeURIComponent(name)}` })
  }
  return items.slice(0, 8)
}
