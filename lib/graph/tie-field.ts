import type { Field } from '@/lib/catalog/types'
import { isTie, type ParameterType, type PipelineParameter, type Tie } from './parameters'

/** How a field of a step is tied to a parameter of this type; undefined where the type does not fit. */
export function tieFor(field: Field, { name, type }: Pick<PipelineParameter, 'name' | 'type'>): Tie | undefined {
  const plain: Tie = { $parameter: name }
  const worded = type === 'text' || type === 'choice'
  switch (field.kind) {
    case 'number':
      return type === 'number' || type === 'integer' ? plain : undefined
    case 'switch':
      return type === 'boolean' ? plain : undefined
    case 'text':
      return worded ? plain : { ...plain, as: 'text' }
    case 'choice':
    case 'column':
    case 'code':
      return worded ? plain : undefined
    case 'data-asset':
      return worded ? { ...plain, as: 'data-asset' } : undefined
    default:
      return undefined
  }
}

/** A parameter made from a field as it stands: named after it, of its kind, with its value for a default. */
export function parameterFrom(field: Field, value: unknown, taken: Iterable<string>): PipelineParameter | undefined {
  const about = { name: freeName(field.name, taken), help: '' }
  if (isTie(value)) return undefined
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' ? { ...about, type: isWhole(field, value) ? 'integer' : 'number', default: value } : { ...about, type: 'number', default: field.min ?? 0 }
    case 'switch':
      return { ...about, type: 'boolean', default: value === true }
    case 'choice': {
      const choices = field.options.map((option) => option.value).filter((option) => option !== '')
      return choices.length === 0 ? undefined : { ...about, type: 'choice', choices, default: choices.includes(String(value)) ? String(value) : choices[0]! }
    }
    case 'text':
    case 'column':
    case 'code':
      return { ...about, type: 'text', default: typeof value === 'string' ? value : '' }
    case 'data-asset': {
      const name = (value as { name?: unknown } | undefined)?.name
      return { ...about, type: 'text', default: typeof name === 'string' ? name : '' }
    }
    default:
      return undefined
  }
}

function isWhole({ step }: { step?: number }, value: number): boolean {
  return Number.isInteger(value) && (step === undefined || Number.isInteger(step))
}

/** `max_depth`, or `max_depth_2` where that is taken. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const used = new Set(taken)
  const stem = wanted.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+/, '').slice(0, 60) || 'parameter'
  if (!used.has(stem)) return stem
  for (let n = 2; ; n++) if (!used.has(`${stem}_${n}`)) return `${stem}_${n}`
}

/** Types as a person reads them. */
export const parameterTypeNames: Record<ParameterType, string> = { number: 'Number', integer: 'Whole number', text: 'Text', boolean: 'Yes or no', choice: 'Choice' }
