import type { TargetRow } from '@/db/queries/clusters'
import type { Room } from '@/db/schema/clusters'
import { AppError } from '@/lib/errors'
import { unseal } from '@/lib/secrets/seal'
import type { Cluster } from './providers/types'

/** A sealed token opens for the target of this name alone. */
export const secretOf = (name: string) => `compute-target:${name}`

/** What a provider is given of a target. @throws AppError `unavailable` where its token cannot be opened */
export function clusterOf(target: Pick<TargetRow, 'id' | 'name' | 'config' | 'slots' | 'secret'>): Cluster {
  return { id: target.id, name: target.name, config: target.config, slots: target.slots, token: openSecret(target) }
}

function openSecret({ name, secret }: Pick<TargetRow, 'name' | 'secret'>): string | null {
  try {
    return secret === null ? null : unseal(secret, secretOf(name))
  } catch {
    throw new AppError('unavailable', 'The stored token cannot be opened: the studio’s key (secret.key in ATELIER_HOME) is another than then. Type the token again.')
  }
}

/** Of each node; of Ray's, which are cut to their step, the most that one may be. */
export function roomOfTarget(target: Pick<TargetRow, 'slots' | 'cpus' | 'memory_mb' | 'gpus' | 'engine'>): Room {
  const cut = target.engine === 'ray'
  return { slots: cut ? 1 : target.slots, cpus: target.cpus, memoryMb: target.memory_mb, gpus: cut && target.gpus === 0 ? 64 : target.gpus, ...(!cut && { resources: {} }) }
}
