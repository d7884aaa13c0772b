import { execute } from '../python/execute'
import type { ContainerProgram } from './build-image'

/** The container program of this host, where its owner lets steps use it. */
export async function findContainerProgram(allowed: boolean): Promise<ContainerProgram | null> {
  if (!allowed) return null
  for (const program of ['podman', 'docker'] as const) {
    // The client alone is not enough: docker needs its daemon.
    if ((await execute(program, ['info'], { timeoutMs: 30_000 })).code === 0) return program
  }
  return null
}
