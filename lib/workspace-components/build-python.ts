import * as z from 'zod/mini'
import { checkChosen, findColumn, listNames, missingMessage } from '@/lib/catalog/columns'
import type { Component, Field, InferContext, Inference } from '@/lib/catalog/types'
import { codeKey, pythonEntry, type PythonCode } from '@/lib/protocol/python-code'
import { withoutStop } from './names'
import type { PythonComponent, PythonParam } from './schema'

export function codeOf(declaration: PythonComponent, source: string): PythonCode {
  return {
    source,
    inputs: declaration.inputs.map(({ name, type, optional }) => ({ name, type, optional })),
    outputs: declaration.outputs.map(({ name, type }) => ({ name, type })),
  }
}

/** The params of a frozen step: what was set, and the program. */
export function withCode(params: Record<string, unknown>, code: PythonCode): Record<string, unknown> {
  return { ...params, [codeKey]: code }
}

export function buildPython(id: string, version: number, declaration: PythonComponent): Component {
  return {
    id,
    version,
    name: declaration.name,
    category: 'Workspace',
    icon: 'file-code',
    summary: withoutStop(declaration.summary) || 'A function written in Python',
    keywords: ['python', 'workspace', 'custom'],
    inputs: declaration.inputs.map(({ name, type, label, help, optional }) => ({ name, type, label: label || name, help, optional })),
    outputs: declaration.outputs.map(({ name, type, label, help }) => ({ name, type, label: label || name, help })),
    params: z.object(Object.fromEntries(declaration.params.map((param) => [param.name, paramType(param)]))),
    fields: declaration.params.map((param) => fieldOf(param, declaration)),
    describe: (params) => describe(declaration, params),
    infer: (ctx) => infer(declaration, ctx),
    runner: { kind: 'python', environment: declaration.environment, entry: pythonEntry },
    deterministic: true,
  }
}

function paramType(param: PythonParam): z.ZodMiniType {
  const type = bareType(param)
  const initial = param.default ?? (param.type === 'columns' ? [] : undefined)
  return initial === undefined ? type : z._default(type, initial)
}

function bareType({ type, choices, min, max }: PythonParam): z.ZodMiniType {
  switch (type) {
    case 'number':
    case 'integer': {
      let number = type === 'integer' ? z.number().check(z.int()) : z.number()
      if (min !== undefined) number = number.check(z.gte(min))
      if (max !== undefined) number = number.check(z.lte(max))
      return number
    }
    case 'boolean':
      return z.boolean()
    case 'choice':
      return z.enum(choices as [string, ...string[]])
    case 'columns':
      return z.array(z.string())
    case 'column':
      return z.string().check(z.minLength(1, 'choose a column'))
    default:
      return z.string()
  }
}

function fieldOf(param: PythonParam, declaration: PythonComponent): Field {
  const shared = { name: param.name, label: param.label || param.name, ...(param.help && { help: param.help }) }
  const from = param.from || (declaration.inputs.find((input) => input.type === 'table')?.name ?? '')
  switch (param.type) {
    case 'number':
    case 'integer':
      return { ...shared, kind: 'number', ...(param.min !== undefined && { min: param.min }), ...(param.max !== undefined && { max: param.max }), ...(param.type === 'integer' && { step: 1 }) }
    case 'boolean':
      return { ...shared, kind: 'switch' }
    case 'choice':
      return { ...shared, kind: 'choice', options: param.choices.map((value) => ({ value, label: value })) }
    case 'column':
    case 'columns':
      return { ...shared, kind: param.type, from }
    default:
      return { ...shared, kind: 'text' }
  }
}

function describe(declaration: PythonComponent, params: Record<string, unknown>): string {
  const parts = declaration.params.flatMap(({ name, label }) => {
    const value = params[name]
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return []
    return [`${label || name} ${Array.isArray(value) ? listNames(value as string[], 2) : String(value).slice(0, 30)}`]
  })
  return parts.slice(0, 3).join(', ') || declaration.summary || 'Python'
}

/** Columns that a parameter names must arrive; what comes out is known where it is said to be like an input. */
function infer(declaration: PythonComponent, { params, inputs }: InferContext<Record<string, unknown>>): Inference {
  const problems: Inference['problems'] = []
  for (const param of declaration.params) {
    const field = fieldOf(param, declaration)
    const value = params[param.name]
    const columns = 'from' in field && field.from ? inputs[field.from] : undefined
    if (field.kind === 'columns') problems.push(...checkChosen(param.name, value as string[], columns, field.from))
    if (field.kind === 'column' && columns && typeof value === 'string' && !findColumn(columns, value)) {
      problems.push({ severity: 'error', port: field.from, param: param.name, message: missingMessage(value, columns) })
    }
  }
  const tables = declaration.outputs.filter((output) => output.type === 'table')
  return { outputs: Object.fromEntries(tables.map((output) => [output.name, output.like ? inputs[output.like] : undefined])), problems }
}
