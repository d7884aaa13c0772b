import type { EnvironmentState } from '@/lib/protocol/messages'
import { environmentDir } from './build'
import { readStored } from './evict'
import type { BuildProgress, Environment } from './types'

/** What an agent says of its environments, by lock hash. */
export class States {
  private readonly known = new Map<string, EnvironmentState>()

  constructor(private readonly home: string) {}

  get(lockHash: string): EnvironmentState | undefined {
    return this.known.get(lockHash)
  }

  all(): EnvironmentState[] {
    return [...this.known.values()]
  }

  note(environment: Environment, state: EnvironmentState['state'], { cause = null, ...progress }: Partial<BuildProgress> & Pick<Partial<EnvironmentState>, 'cause'> = {}): EnvironmentState {
    const { name, version, lockHash } = environment
    const { done = 0, total = 0, message = '' } = progress
    const before = this.known.get(lockHash)
    const next = { name, version, lockHash, state, done, total, message, cause, sizeMb: before?.sizeMb ?? null, usedAt: before?.usedAt ?? null }
    this.known.set(lockHash, next)
    return next
  }

  /** Size and last use, as they are on the disk. */
  async measure(environment: Environment): Promise<void> {
    const stored = await readStored(environmentDir(this.home, environment))
    const state = this.known.get(environment.lockHash)
    if (state && stored) this.known.set(environment.lockHash, { ...state, sizeMb: stored.sizeMb, usedAt: stored.used && minute(stored.used) })
  }

  used(lockHash: string): void {
    const state = this.known.get(lockHash)
    if (state) this.known.set(lockHash, { ...state, usedAt: minute(new Date()) })
  }

  forget(lockHash: string): void {
    this.known.delete(lockHash)
  }
}

/** To the minute, so that a busy agent has little news. */
function minute(at: Date): string {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString()
}
