import { createHash } from 'node:crypto'
import type { KeyParts } from '@/db/schema'
import { findComponent } from '@/lib/catalog'

/** JSON with sorted keys: equal values have equal text. `undefined` entries are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What of the params belongs to the key: of a data asset its content alone, whatever it is called. */
export function keyParams(params: Record<string, unknown>): Record<string, unknown> {
  const digest = assetDigest(params)
  return digest ? { ...params, asset: { digest } } : params
}

/** The content of the data asset that a step reads, where it reads one. */
export function assetDigest(params: Record<string, unknown>): string | undefined {
  const asset = params.asset
  if (asset === null || typeof asset !== 'object' || !('digest' in asset)) return undefined
  return typeof asset.digest === 'string' ? asset.digest : undefined
}

/**
 * The part of the key that is known at submission, hashed: component version with its outputs, params, environment lock.
 * A component that has got another output is computed anew, as what is stored lacks it.
 */
export function keyBase(parts: Omit<KeyParts, 'inputs'>): string {
  const outputs = findComponent(parts.component)?.outputs.map(({ name }) => name)
  return sha256(canonicalJson({ component: parts.component, outputs, params: keyParams(parts.params), environment: parts.environment }))
}

/** The cache key, once the content of every input is known. Equal keys mean equal outputs. */
export function cacheKey(base: string, inputs: Record<string, string>): string {
  return sha256(canonicalJson({ base, inputs }))
}
