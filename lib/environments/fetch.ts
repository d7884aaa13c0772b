import { environmentByHash } from '@/db/queries/environments'
import type { Database } from '@/db/client'
import { AppError } from '@/lib/errors'
import type { EnvironmentDefinition } from '@/lib/protocol/environments'
import { pythonRange } from './hash'
import { curatedEnvironments } from './list'
import { isContainer } from './read'

/** What an agent builds from, by hash. @throws AppError `not_found` */
export async function environmentDefinition(db: Database, lockHash: string): Promise<EnvironmentDefinition> {
  const curated = curatedEnvironments().find((environment) => environment.lockHash === lockHash)
  if (curated) return { name: curated.name, version: curated.version, lockHash, lock: curated.lock, python: curated.python, image: null }
  const row = await environmentByHash(db, lockHash)
  if (!row?.lock) throw new AppError('not_found', 'The studio has no environment of this hash.')
  const { name, version, lock, python, systemPackages, dockerfile } = row
  return { name, version, lockHash, lock, python: pythonRange(python), image: isContainer(row) ? { dockerfile, systemPackages } : null }
}
