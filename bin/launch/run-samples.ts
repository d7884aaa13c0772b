import { setTimeout as sleep } from 'node:timers/promises'
import { connection } from '@/db/client'
import { agentPython } from '@/db/queries/launch'
import type { Context } from '@/lib/context'
import { closeTablePools } from '@/lib/data/pools'
import { ensureWorkspace } from '@/lib/identity/create-workspace'
import { readRun } from '@/lib/runs/read'
import type { RunView, StepView } from '@/lib/runs/schema'
import { seedSamples } from '@/lib/samples/seed'
import { importDataset } from './import-dataset'
import { sampleWorkspace } from './prepare'

const pollMs = 50
/** How long nothing may move before a run that lacks Python is left to itself. */
const stuckMs = 4000

export interface SampleEvents {
  imported(dataset: string, rows: number, columns: number): void
  submitted(run: RunView): void
  /** Called for every step whose state, or reason to wait, has changed. */
  step(step: StepView): void
}

export interface SampleOptions {
  url: string
  agentId: string
  signal: AbortSignal
  events: SampleEvents
}

/**
 * Imports the sample data, makes the sample pipelines and follows the first one's run to its end.
 * Where the agent has no Python the run stays queued and is answered as it is.
 * DATABASE_URL and ATELIER_HOME must be set: the artifact store and the queue's hints read them.
 */
export async function runSamples({ url, agentId, signal, events }: SampleOptions): Promise<RunView> {
  process.env.DATABASE_URL = url
  const { db, close } = connection()
  try {
    const workspace = await ensureWorkspace(db, sampleWorkspace)
    const ctx: Context = { workspace, actor: { kind: 'system', name: 'Atelier' }, db }
    let following: Promise<RunView> | undefined
    const submitted = (run: RunView): void => {
      events.submitted(run)
      following = follow(ctx, run, { agentId, signal, events })
      // Whoever awaits it below hears of a failure; until then it is not unhandled.
      following.catch(() => {})
    }
    const run = await seedSamples(ctx, (name) => importDataset(ctx, name), { imported: events.imported, submitted })
    return (await following) ?? run
  } finally {
    await closeTablePools()
    await close()
  }
}

async function follow(ctx: Context, first: RunView, { agentId, signal, events }: Omit<SampleOptions, 'url'>): Promise<RunView> {
  const told = new Map<string, string>()
  let moved = Date.now()
  for (let run = first; ; run = await readRun(ctx, run.id)) {
    signal.throwIfAborted()
    for (const step of [...run.steps].sort((a, b) => a.position - b.position)) {
      const what = `${step.state} ${step.waitReason ?? ''}`
      if (told.get(step.node) === what) continue
      told.set(step.node, what)
      moved = Date.now()
      events.step(step)
    }
    if (run.state !== 'queued' && run.state !== 'running') return run
    const idle = Date.now() - moved > stuckMs && run.steps.every(({ state }) => state !== 'running')
    if (idle && (await agentPython(ctx.db, agentId))?.problem) return run
    await sleep(pollMs, null, { signal })
  }
}
