import type * as z from 'zod/mini'
import type { Component, Field } from './types'

/** A parameter as the docs tell it, made from its field and its zod type. */
export interface Parameter {
  /** The key in the pipeline's JSON. */
  name: string
  label: string
  help: string
  /** What it takes, in words: `number, 0 to 1`. */
  takes: string
  /** Its default as JSON; `undefined` where it must be given. */
  initial: string | undefined
  choices: { value: string; label: string; help?: string }[]
  advanced: boolean
  /** Parameters of each entry of a list. */
  entries: Parameter[]
}

/** A component's parameters, in the order of the inspector. */
export function parametersOf(component: Component): Parameter[] {
  return component.fields.map((field) => parameter(field, component.params.shape[field.name] as z.ZodMiniType | undefined))
}

function parameter(field: Field, type: z.ZodMiniType | undefined): Parameter {
  const initial = type?.safeParse(undefined)
  return {
    name: field.name,
    label: field.label,
    help: field.help ?? '',
    takes: takes(field),
    initial: initial?.success && initial.data !== undefined ? JSON.stringify(initial.data) : undefined,
    choices: field.kind === 'choice' ? field.options : [],
    advanced: field.advanced ?? false,
    entries: field.kind === 'list' ? field.item.map((item) => parameter(item, entryShape(type)?.[item.name])) : [],
  }
}

/** The zod types of a list's entries, found below defaults. */
function entryShape(type: z.ZodMiniType | undefined): Record<string, z.ZodMiniType> | undefined {
  let inner = type as { def?: { innerType?: unknown; element?: unknown }; shape?: Record<string, z.ZodMiniType> } | undefined
  while (inner && !inner.shape) inner = (inner.def?.element ?? inner.def?.innerType) as typeof inner
  return inner?.shape
}

function takes(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `number${range(field.min, field.max)}${field.unit ? ` (${field.unit})` : ''}${field.nullable ? ', or null' : ''}`
    case 'switch':
      return 'true or false'
    case 'choice':
      return 'one of'
    case 'column':
      return `a column of “${field.from}”`
    case 'columns':
      return `list of columns of “${field.from}”`
    case 'code':
      return field.language === 'sql' ? 'SQL' : field.language === 'python' ? 'Python' : 'an expression'
    case 'component':
      return 'a component, written id@version'
    case 'component-param':
      return 'the name of one of its parameters'
    case 'component-params':
      return 'object of its parameters'
    case 'data-asset':
      return '{"name": …, "version": "latest" or a number}'
    case 'datastore':
      return '{"datastore", "mode": "table" or "query", "schema", "table", "query"}'
    case 'environment':
      return 'an environment, written name or name@version'
    case 'grid':
      return '{"columns": [{"name", "type"}], "rows": [[text or null]]}'
    case 'list':
      return 'list of objects'
    default:
      return 'text'
  }
}

function range(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max}`
  if (min !== undefined) return `, at least ${min}`
  return max === undefined ? '' : `, at most ${max}`
}
