import type * as z from 'zod/mini'
import { closestName } from './columns'
import type { Component, Field, Inference } from './types'

type ParamProblem = Inference['problems'][number]

/** The params with every default filled in, or what is wrong with them, field by field. */
export function parseParams(
  component: Component,
  params: Record<string, unknown>,
): { ok: true; params: Record<string, unknown>; problems: [] } | { ok: false; problems: ParamProblem[] } {
  if (component.pending) return { ok: true, params, problems: [] }
  const unknown = Object.keys(params).filter((key) => !(key in component.params.shape) && params[key] !== undefined)
  const parsed = component.params.safeParse(params)
  if (parsed.success && unknown.length === 0) return { ok: true, params: parsed.data, problems: [] }
  const problems = [
    ...unknown.map((key) => unknownParam(component, key)),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => issueProblem(component, issue, params))),
  ]
  return { ok: false, problems }
}

/** A fix's param of `undefined` means: remove it. */
function unknownParam(component: Component, key: string): ParamProblem {
  const close = closestName(key, Object.keys(component.params.shape))
  return {
    severity: 'error',
    param: key,
    message: `${component.name} has no parameter “${key}”${close === undefined ? '' : `; did you mean “${close}”?`}`,
    fix: { label: `Remove “${key}”`, params: { [key]: undefined } },
  }
}

function issueProblem(component: Component, issue: z.core.$ZodIssue, params: Record<string, unknown>): ParamProblem {
  const param = String(issue.path[0] ?? '')
  const fallback = component.params.shape[param]
  const initial = fallback && (fallback as z.ZodMiniType).safeParse(undefined)
  return {
    severity: 'error',
    param,
    message: `${placeOf(component.fields, issue.path)} ${reasonOf(issue, valueAt(params, issue.path))}`,
    ...(initial?.success && { fix: { label: 'Use the default', params: { [param]: initial.data } } }),
  }
}

/** `“Conditions”, entry 2, “Column”` */
function placeOf(fields: Field[], path: PropertyKey[]): string {
  let level: Field[] | undefined = fields
  const parts = path.map((key) => {
    if (typeof key === 'number') return `entry ${key + 1}`
    const field: Field | undefined = level?.find((other) => other.name === key)
    level = field?.kind === 'list' ? field.item : undefined
    return `“${field?.label ?? String(key)}”`
  })
  return parts.join(', ') || 'The parameters'
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? 'is missing' : `must be ${article(issue.expected)}`
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => `“${String(value)}”`).join(', ')}`
    case 'too_small':
      return issue.origin === 'array' ? `needs at least ${issue.minimum} entries` : `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'array' ? `takes at most ${issue.maximum} entries` : `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`
    case 'unrecognized_keys':
      return `has unknown entries: ${issue.keys.join(', ')}`
    default:
      return `is not usable: ${issue.message}`
  }
}

function valueAt(value: unknown, path: PropertyKey[]): unknown {
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined
  return value
}

const expected: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function article(type: string): string {
  return expected[type] ?? `of type ${type}`
}
