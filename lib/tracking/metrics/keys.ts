import { metricKeyIds } from '@/db/queries/tracking/metrics'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** Keys of metric names never change, so that each process looks a name up once. */
const known = new Map<string, number>()
const most = 200_000
const entry = (workspace: string, name: string) => `${workspace} ${name}`

/** The keys of metric names, made where they are new. */
export async function keysOfMetrics(ctx: Context, names: readonly string[]): Promise<Map<string, number>> {
  const keys = new Map<string, number>()
  for (let attempt = 0; attempt < 5; attempt++) {
    const missing: string[] = []
    for (const name of names) {
      const key = known.get(entry(ctx.workspace.id, name))
      if (key === undefined) missing.push(name)
      else keys.set(name, key)
    }
    if (missing.length === 0) return keys
    if (known.size > most) known.clear()
    // A name that another request makes at the same moment is found by the next attempt.
    for (const [name, key] of await metricKeyIds(ctx.db, ctx.workspace.id, missing)) known.set(entry(ctx.workspace.id, name), key)
  }
  throw new AppError('unavailable', 'The names of the metrics could not be stored. Try again.')
}
