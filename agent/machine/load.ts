import os from 'node:os'
import type { AgentLoad } from '@/lib/protocol/messages'
import { readCache } from './cache'
import { readDisk } from './disk'
import { readGpus } from './gpus'

export interface LoadOptions {
  /** On the disk that is watched. */
  home: string
  /** The blobs that the agent keeps; null where they are the studio's own store. */
  cacheRoot: string | null
}

const gpuEveryMs = 5_000
const cacheEveryMs = 60_000

/** What this machine does, measured as it is asked for; what costs more is measured less often. */
export function createLoad({ home, cacheRoot }: LoadOptions): (running: number) => Promise<Required<AgentLoad>> {
  let before = times()
  let cpu = 0
  const gpus = every(gpuEveryMs, readGpus)
  const cache = every(cacheEveryMs, async () => (cacheRoot ? readCache(cacheRoot) : null))
  return async (running) => {
    const now = times()
    if (now.all > before.all) {
      cpu = Math.round(((now.busy - before.busy) / (now.all - before.all)) * 100) / 100
      before = now
    }
    const [disk, cards, kept] = await Promise.all([readDisk(home), gpus(), cache()])
    return {
      cpu,
      memoryUsedMb: Math.round((os.totalmem() - os.freemem()) / 1e6),
      ...disk,
      gpus: cards.map(({ uuid, busy, memoryUsedMb }) => ({ uuid, busy, memoryUsedMb })),
      running,
      cache: kept,
    }
  }
}

function every<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; value: Promise<T> } | undefined
  return () => {
    if (!last || performance.now() - last.at > ms) last = { at: performance.now(), value: read() }
    return last.value
  }
}

function times(): { busy: number; all: number } {
  let [busy, all] = [0, 0]
  for (const { times: spent } of os.cpus()) {
    const total = spent.user + spent.nice + spent.sys + spent.irq + spent.idle
    busy += total - spent.idle
    all += total
  }
  return { busy, all }
}
