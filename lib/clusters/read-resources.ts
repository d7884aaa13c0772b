import type { Context } from '@/lib/context'
import { AppError, isAppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { clusterOf } from './cluster-of'
import { providerOf } from './providers'
import { ProviderError } from './providers/types'
import { requireTarget } from './read'
import type { TargetResources } from './schema'

/**
 * What the cluster itself says that it has and holds, for whomever it works: asked at this moment, and never guessed.
 * Where it does not answer the answer is why. @throws AppError `not_found`, `forbidden`, `invalid` where the engine counts nothing itself
 */
export async function readResources(ctx: Context, name: string): Promise<TargetResources> {
  authorize(ctx, 'compute.read')
  const target = await requireTarget(ctx, name)
  if (target.engine !== 'ray') throw new AppError('invalid', 'Only a Ray cluster counts its resources itself. Of other clusters each node’s page tells what it has.')
  const nothing = { machines: null, resources: [], askedAt: new Date().toISOString() }
  try {
    const provider = providerOf(target.engine, clusterOf(target), () => Promise.reject(new Error('Reading launches nothing.')))
    const totals = await provider.totals?.()
    if (!totals) return { ...nothing, problem: 'Ray answers, but has not counted its resources yet. It does so some seconds after its start.' }
    return { ...nothing, ...totals, problem: '' }
  } catch (error) {
    if (error instanceof ProviderError || isAppError(error)) return { ...nothing, problem: error.message }
    throw error
  }
}
