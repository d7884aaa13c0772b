import * as z from 'zod/mini'
import { StepCompute } from '@/lib/graph/compute-schema'
import { readNumber } from './fields/read-number'

/** Wishes that are typed. */
export type TypedWish = 'cpus' | 'memoryMb' | 'gpus' | 'tags' | 'priority' | 'timeoutSeconds'

export type ReadWish = { kind: 'value'; value: number | string[] } | { kind: 'empty' } | { kind: 'invalid'; message: string }

const right: Record<TypedWish, string> = {
  cpus: 'Give a number above 0, at most 4096',
  memoryMb: 'Give a whole number of MB, at least 1',
  gpus: 'Give a whole number from 0 to 64',
  tags: 'Give at most 20 tags of at most 40 characters',
  priority: 'Give a whole number from -100 to 100',
  timeoutSeconds: 'Give a whole number of seconds, from 1 to 2000000',
}

/** What is typed for one wish: a number, or tags with commas or spaces between them. */
export function readWish(key: TypedWish, text: string): ReadWish {
  if (text.trim() === '') return { kind: 'empty' }
  const number = readNumber(text)
  const value = key === 'tags' ? [...new Set(text.split(/[\s,]+/).filter(Boolean))] : number.kind === 'number' ? number.value : undefined
  if (value === undefined || !z.safeParse(StepCompute.shape[key], value).success) return { kind: 'invalid', message: right[key] }
  return Array.isArray(value) && value.length === 0 ? { kind: 'empty' } : { kind: 'value', value }
}

/** A wish as it stands in its field. */
export function wishText(value: number | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value?.toString() ?? '')
}
