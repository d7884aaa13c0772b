import { exitWithParent } from '@/lib/process/exit-with-parent'
import { studioQueue } from './queue'
import { sweepForever } from './sweep'

const holder = globalThis as unknown as { atelierBackground?: AbortController }

/** What a studio process does besides answering requests: sweeps, on one replica. Ends with the process or its launcher. */
export function startBackground(): void {
  if (holder.atelierBackground || !process.env.DATABASE_URL) return
  const stop = (holder.atelierBackground = new AbortController())
  void sweepForever(studioQueue(), { signal: stop.signal })
  exitWithParent(() => stop.abort())
}
