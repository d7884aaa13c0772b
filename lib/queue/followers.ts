import { followersOf } from '@/db/queries/followers'
import { findComponent } from '@/lib/catalog'
import type { Lease } from '@/lib/protocol/messages'
import { codeIn } from '@/lib/protocol/python-code'
import { assetDigest } from './cache-key'
import type { Queue } from './queue'

type Ahead = NonNullable<Lease['ahead']>

/** Runs whose followers are remembered, those asked for longest ago forgotten first. */
const remembered = 64
const known = new Map<string, Map<string, Ahead>>()

/**
 * Tells each lease of the step that alone follows it, so that its agent can begin that one while the end of this one is on its way. It is a hint: it is
 * given as soon as the run's followers are known.
 */
export function withFollowers(leases: Lease[]): Lease[] {
  return leases.map((lease) => {
    const ahead = known.get(lease.runId)?.get(lease.step.node)
    return ahead ? { ...lease, ahead } : lease
  })
}

/** Begins to read the followers of a run, of which a step has ended and others have not. */
export function learnFollowers(queue: Pick<Queue, 'sql'>, runId: string): void {
  if (!known.has(runId)) void remember(queue, runId)
}

/** What a step may write, by its component or the code that it brings. */
export function outputsOf(component: string, params: Record<string, unknown>): Lease['outputs'] {
  const ports: readonly { name: string; type: string; sometimes?: boolean }[] = findComponent(component)?.outputs ?? codeIn(params)?.outputs ?? []
  return ports.map((port) => ({ port: port.name, type: port.type, ...(port.sometimes && { sometimes: true }) }))
}

async function remember({ sql }: Pick<Queue, 'sql'>, runId: string): Promise<void> {
  const followers = new Map<string, Ahead>()
  known.set(runId, followers)
  for (const oldest of known.keys()) {
    if (known.size <= remembered) break
    known.delete(oldest)
  }
  try {
    for (const { after, component, params, ports } of await followersOf(sql, runId)) {
      const declared = findComponent(component)
      if (declared?.runner.kind !== 'table' || declared.reads || assetDigest(params)) continue
      followers.set(after, { component, params, inputs: ports, outputs: outputsOf(component, params) })
    }
  } catch {
    // Without the hint a step begins when its lease comes.
    known.delete(runId)
  }
}
