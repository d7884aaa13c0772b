import { builders } from '@/db/queries/environment-orders'
import { orderBuilds } from '@/db/queries/environments'
import { within } from '@/db/queries/within'
import { recordActivity } from '@/lib/activity/record'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { authorize } from '@/lib/permissions'
import { readEnvironment } from './read'
import { PrewarmInput, type EnvironmentView } from './schema'
import { wakeThem } from './wake'

/**
 * Has agents build an environment before a step needs it, or anew after a failure.
 * @throws AppError `invalid`, `not_found`, `conflict` where it has no lock yet or no agent can, `forbidden`.
 */
export async function prewarmEnvironment(ctx: Context, name: string, input: PrewarmInput = {}): Promise<EnvironmentView> {
  authorize(ctx, 'environments.write')
  const { version, agents: chosen } = parse(PrewarmInput, input)
  const environment = await readEnvironment(ctx, name, version)
  if (environment.lockHash === null) {
    const why = environment.stage === 'failed' ? 'it could not be resolved. Make a new version' : 'it is still being resolved. Try again in a moment'
    throw new AppError('conflict', `${name}@${environment.version} cannot be built: ${why}.`)
  }
  const able = (await builders(within(ctx.db))).filter(({ containers, python }) => (environment.container ? containers : python))
  if (able.length === 0) {
    const need = environment.container ? 'allows containers (ATELIER_AGENT_CONTAINERS=1)' : 'has Python'
    throw new AppError('conflict', `No agent is connected that ${need}. See Compute for what each of them lacks.`)
  }
  const targets = chosen ? able.filter(({ id }) => chosen.includes(id)) : able
  if (targets.length === 0) throw new AppError('conflict', 'None of these agents is connected and able to build it. See Compute.')
  const asked = await ctx.db.transaction(async (db) => {
    const ordered = await orderBuilds(db, { lockHash: environment.lockHash!, name, version: environment.version, agents: targets.map(({ id }) => id) })
    const names = targets.filter(({ id }) => ordered.includes(id)).map((agent) => agent.name)
    if (names.length > 0) await recordActivity({ ...ctx, db }, { action: 'environment.build_asked', object: { kind: 'environment', id: name, name }, details: { version: environment.version, agents: names } })
    return ordered
  })
  await wakeThem(ctx.db, asked)
  return readEnvironment(ctx, name, environment.version)
}
