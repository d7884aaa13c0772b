import * as z from 'zod/mini'
import { StepCompute } from '@/lib/graph/compute-schema'
import { readNumber } from './fields/read-number'

/** Wishes that are typed. */
export type TypedWish = 'cpus' | 'memoryMb' | 'gpus' | 'tags' | 'resources' | 'priority' | 'timeoutSeconds'

/** Resources by name, how many of each. */
export type WishValue = number | string[] | Record<string, number>

export type ReadWish = { kind: 'value'; value: WishValue } | { kind: 'empty' } | { kind: 'invalid'; message: string }

const right: Record<TypedWish, string> = {
  cpus: 'Give a number above 0, at most 4096',
  memoryMb: 'Give a whole number of MB, at least 1',
  gpus: 'Give a whole number from 0 to 64',
  tags: 'Give at most 20 tags of at most 40 characters',
  resources: 'Write each as name=amount with commas between, such as licence=1',
  priority: 'Give a whole number from -100 to 100',
  timeoutSeconds: 'Give a whole number of seconds, from 1 to 2000000',
}

/** What is typed for one wish: a number, tags with commas or spaces between them, or `name=amount` with commas between. */
export function readWish(key: TypedWish, text: string): ReadWish {
  if (text.trim() === '') return { kind: 'empty' }
  const value = key === 'tags' ? [...new Set(text.split(/[\s,]+/).filter(Boolean))] : key === 'resources' ? readResources(text) : amount(text)
  if (value === undefined || !z.safeParse(StepCompute.shape[key], value).success) return { kind: 'invalid', message: right[key] }
  return typeof value === 'object' && Object.keys(value).length === 0 ? { kind: 'empty' } : { kind: 'value', value }
}

function amount(text: string): number | undefined {
  const read = readNumber(text)
  return read.kind === 'number' ? read.value : undefined
}

/** A comma before a digit belongs to a number, as in `0,5`; a name alone is one of it. */
function readResources(text: string): Record<string, number> | undefined {
  const parts = text.split(/,(?!\d)|;/).map((part) => part.trim()).filter(Boolean)
  const pairs = parts.map((part): [string, number | undefined] => {
    const [name = '', count] = part.split('=').map((side) => side.trim())
    return [name, count === undefined ? 1 : amount(count)]
  })
  return pairs.every((pair): pair is [string, number] => pair[1] !== undefined) ? Object.fromEntries(pairs) : undefined
}

/** A wish as it stands in its field. */
export function wishText(value: WishValue | undefined): string {
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value).map(([name, count]) => `${name}=${count}`).join(', ')
  return Array.isArray(value) ? value.join(', ') : (value?.toString() ?? '')
}
