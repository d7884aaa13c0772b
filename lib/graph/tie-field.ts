import type { Field } from '@/lib/catalog/types'
import { isTie, readValue, type ParameterType, type PipelineParameter, type Tie } from './parameters'

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
    case 'text': {
      // Many texts are numbers in truth, such as what a filter compares with.
      const number = typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value) && String(Number(value)) === value ? Number(value) : undefined
      if (number === undefined) return { ...about, type: 'text', default: typeof value === 'string' ? value : '' }
      return { ...about, type: Number.isInteger(number) ? 'integer' : 'number', default: number }
    }
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

/** The field that takes a value for a parameter. */
export function fieldOf(parameter: PipelineParameter, field: { name: string; label: string; help?: string }): Field {
  switch (parameter.type) {
    case 'number':
      return { ...field, kind: 'number' }
    case 'integer':
      return { ...field, kind: 'number', step: 1 }
    case 'boolean':
      return { ...field, kind: 'switch' }
    case 'choice':
      return { ...field, kind: 'choice', options: parameter.choices.map((value) => ({ value, label: value })) }
    default:
      return { ...field, kind: 'text' }
  }
}

/** The parameter with another type; its default is kept where it can be read as one. */
export function withType(parameter: PipelineParameter, type: ParameterType): PipelineParameter {
  const { name, help } = parameter
  const text = String(parameter.default)
  if (type === 'choice') return { name, help, type, choices: [text || 'first'], default: text || 'first' }
  const bare: PipelineParameter = type === 'number' || type === 'integer' ? { name, help, type, default: 0 } : type === 'boolean' ? { name, help, type, default: false } : { name, help, type, default: '' }
  const read = readValue(bare, text)
  return read.ok ? ({ ...bare, default: read.value } as PipelineParameter) : bare
}

/** The choices of a parameter as typed, one a line; its default moves to the first where it is none of them any more. */
export function withChoices(parameter: Extract<PipelineParameter, { type: 'choice' }>, text: string): PipelineParameter | undefined {
  const choices = [...new Set(text.split('\n').map((line) => line.trim().slice(0, 200)).filter(Boolean))].slice(0, 100)
  if (choices.length === 0) return undefined
  return { ...parameter, choices, default: choices.includes(parameter.default) ? parameter.default : choices[0]! }
}
