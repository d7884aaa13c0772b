import os from 'node:os'

/** What a node of a cluster may take of its machine; without limits all of it. */
export interface AgentRoom {
  cpus: number
  memoryMb: number
  /** Ends when the studio has been away for this long; null: never. */
  aloneMs: number | null
}

export function readRoom(env: NodeJS.ProcessEnv): AgentRoom {
  const given = (name: string) => (Number(env[name]) > 0 ? Number(env[name]) : undefined)
  const alone = given('ATELIER_AGENT_ALONE_SECONDS')
  return {
    cpus: given('ATELIER_AGENT_CPUS') ?? os.availableParallelism(),
    memoryMb: Math.min(Math.floor(given('ATELIER_AGENT_MEMORY_MB') ?? Infinity), Math.round(os.totalmem() / 1e6)),
    aloneMs: alone === undefined ? null : alone * 1000,
  }
}

/**
 * Of a machine's GPUs those that this process was given: whoever started it (Ray, Slurm, a container) names them in
 * CUDA_VISIBLE_DEVICES, by their place in the list or by UUID. Unset: all.
 */
export function visibleGpus<T extends { uuid: string }>(gpus: T[], env: NodeJS.ProcessEnv): T[] {
  const named = env.CUDA_VISIBLE_DEVICES
  if (named === undefined) return gpus
  const found: T[] = []
  for (const name of named.split(',').map((part) => part.trim())) {
    const gpu = /^\d+$/.test(name) ? gpus[Number(name)] : gpus.find(({ uuid }) => name.length > 0 && uuid.startsWith(name))
    // As CUDA does: what comes after a name that is none is not seen either.
    if (!gpu) break
    found.push(gpu)
  }
  return found
}

/** Calls `end` when `heard` was not called for `aloneMs`: nobody would end a node of a studio that is gone. */
export function watchAlone(aloneMs: number | null, end: () => void): { heard: () => void } {
  if (aloneMs === null) return { heard: () => {} }
  let timer = setTimeout(end, aloneMs).unref()
  return {
    heard: () => {
      clearTimeout(timer)
      timer = setTimeout(end, aloneMs).unref()
    },
  }
}
