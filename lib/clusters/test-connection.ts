import { parse } from '@/lib/parse'
import { unseal } from '@/lib/secrets/seal'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/permissions'
import { secretOf } from './cluster-of'
import { configOf } from './manage'
import { providerOf } from './providers'
import { ProviderError } from './providers/types'
import { requireTarget } from './read'
import { TestTargetInput, type TestResult } from './schema'

/** Tries a connection before it is kept. @throws AppError `invalid` with what is wrong, `forbidden`, `not_found` */
export async function testTarget(ctx: Context, given: TestTargetInput): Promise<TestResult> {
  authorize(ctx, 'compute.manage')
  const input = parse(TestTargetInput, given)
  const config = configOf(input)
  const token = input.token ?? (input.name === undefined ? null : await storedToken(ctx, input.name, config.address))
  try {
    const provider = providerOf(input.engine, { id: 'test', name: input.name ?? 'test', config, slots: 1, token: token || null }, () => Promise.reject(new Error('A test launches nothing.')))
    return await provider.test()
  } catch (error) {
    if (error instanceof ProviderError) throw new AppError('invalid', error.message, undefined, { cause: error })
    throw error
  }
}

async function storedToken(ctx: Context, name: string, address: string | undefined): Promise<string | null> {
  const { secret, config } = await requireTarget(ctx, name)
  if (secret === null) return null
  // Never sent to whom it was not given for.
  if (config.address !== address) throw new AppError('invalid', 'Type the token again: it was given for another address.', { fields: { token: 'Needed again' } })
  return unseal(secret, secretOf(name))
}
