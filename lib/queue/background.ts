import { connect, connection } from '@/db/client'
import { sweepSamples } from '@/db/queries/clusters'
import { scaleClusters } from '@/lib/clusters/scale'
import { sweepMetrics } from '@/db/queries/agent-life'
import { failOrphanedReads, sweepTemporaryFiles } from '@/lib/data/fail-orphaned-reads'
import { giveUpOnEnvironments } from './builds/give-up'
import { giveUpUnplaceable } from './give-up-unplaceable'
import { sweepUploads } from '@/lib/uploads/sweep-uploads'
import { keepMirroring } from '@/lib/tracking/mirror/keep-mirroring'
import { exitWithParent } from '@/lib/process/exit-with-parent'
import { agentTopic } from './hints'
import { studioQueue } from './queue'
import { sweepForever, type Chore } from './sweep'

const holder = globalThis as unknown as { atelierBackground?: AbortController }

/** What a studio process does besides answering requests: sweeps, on one replica. Ends with the process or its launcher. `further`: chores of domains that themselves use the queue. */
export function startBackground(further: readonly Chore[] = []): void {
  if (holder.atelierBackground || !process.env.DATABASE_URL) return
  const stop = (holder.atelierBackground = new AbortController())
  void sweepForever(studioQueue(), connect(process.env.DATABASE_URL, { max: 1 }).sql, {
    signal: stop.signal,
    chores: [
      { name: 'Looking after clusters', everyMs: 2_000, run: () => scaleClusters({ db: connection().db, hint: (agentId) => studioQueue().hints.send(agentTopic(agentId)) }) },
      { name: 'Keeping runs of pipelines among the experiments', everyMs: 1_000, run: () => keepMirroring(connection().db) },
      { name: 'Forgetting what clusters had long ago', everyMs: 3_600_000, run: () => sweepSamples(connection().db) },
      { name: 'Ending steps whose environment cannot be built', everyMs: 2_000, run: () => giveUpOnEnvironments(studioQueue()) },
      { name: 'Ending steps that nobody can run', everyMs: 15_000, run: () => giveUpUnplaceable(studioQueue(), connection().db) },
      { name: 'Ending reads that nobody does any more', everyMs: 30_000, run: () => failOrphanedReads(connection().db) },
      { name: 'Removing old files in progress', everyMs: 3_600_000, run: async () => sweepTemporaryFiles() },
      { name: 'Forgetting what agents measured a day ago', everyMs: 600_000, run: () => sweepMetrics(connection().sql) },
      { name: 'Removing uploads that nobody registered', everyMs: 3_600_000, run: () => sweepUploads(connection().db) },
      ...further,
    ],
  })
  exitWithParent(() => stop.abort())
}
