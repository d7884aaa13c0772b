import * as z from 'zod/mini'
import { freshName } from '../columns'
import { parseParams } from '../params'
import { checkNeeded } from '../transform/entries'
import { defineComponent, type Column, type Component, type InferContext, type Inference } from '../types'
import { bodyPorts, eachFields, listedValues, mostPasses, originOf, valueFor } from './each-body'

export const ForEachParams = z.object({
  over: z._default(z.enum(['groups', 'values']), 'groups'),
  column: z._default(z.string(), ''),
  component: z._default(z.string(), ''),
  param: z._default(z.string(), ''),
  values: z._default(z.string(), ''),
  settings: z._default(z.record(z.string(), z.unknown()), {}),
  origin: z._default(z.string(), ''),
})
export type ForEachParams = z.infer<typeof ForEachParams>

type Problems = Inference['problems']
const nothing = (problems: Problems): Inference => ({ outputs: { table: undefined, metrics: undefined }, problems })
const error = (param: string, message: string): Problems[number] => ({ severity: 'error', param, message })

function infer(ctx: InferContext<ForEachParams>): Inference {
  const { params, inputs, find } = ctx
  const problems = params.over === 'groups' ? checkNeeded('column', params.column, inputs.table, 'table', 'the column whose values are the groups') : []
  if (params.component === '') return nothing([...problems, error('component', 'Choose the component that is done for each')])
  const body = find?.(params.component)
  // Without a catalogue, or before the browser has the declaration, there is nothing to check it against.
  if (!find || body?.pending) return nothing(problems)
  if (!body) return nothing([...problems, error('component', `There is no component “${params.component}”`)])
  if (!bodyPorts(body)) return nothing([...problems, error('component', `${body.name} cannot be done for each: it must take one table and give one`)])
  return inferBody(ctx, body, problems)
}

function inferBody({ params, inputs, asset, find }: InferContext<ForEachParams>, body: Component, problems: Problems): Inference {
  const { input, output } = bodyPorts(body)!
  const values = params.over === 'values' ? valueProblems(params, body) : []
  const given = settingsFor(params, body, params.over === 'values' ? listedValues(params.values)[0] : undefined)
  const parsed = parseParams(body, given)
  const inner = parsed.ok ? body.infer({ params: parsed.params, inputs: { [input.name]: inputs.table }, connected: new Set([input.name]), asset, find }) : undefined
  // What is wrong with the value is said of the values.
  const found = (inner?.problems ?? parsed.problems).filter((problem) => values.length === 0 || problem.param !== params.param)
  const all = [...problems, ...values, ...found.map((problem) => inSettings(problem, params, body))]
  const columns = inner?.outputs[output.name]
  return columns ? { outputs: { table: withOrigin(params, columns), metrics: undefined }, problems: all } : nothing(all)
}

/** The component's params for one value; without a value those that all have. */
export function settingsFor({ over, param, settings: all }: Pick<ForEachParams, 'over' | 'param' | 'settings'>, body: Component, value: string | undefined): Record<string, unknown> {
  // What was set for another component means nothing to this one.
  const settings = Object.fromEntries(Object.entries(all).filter(([name]) => name in body.params.shape))
  const field = eachFields(body).find((other) => other.name === param)
  return over === 'values' && field && value !== undefined ? { ...settings, [param]: valueFor(field, value) } : settings
}

function valueProblems({ param, values, settings }: ForEachParams, body: Component): Problems {
  const field = eachFields(body).find((other) => other.name === param)
  if (!field) return [error('param', param === '' ? 'Choose the parameter that takes the values' : `${body.name} has no parameter “${param}” that takes values one by one`)]
  const listed = listedValues(values)
  if (listed.length === 0) return [error('values', 'Give the values, with commas between them')]
  if (listed.length > mostPasses) return [error('values', `These are ${listed.length} values; For each takes ${mostPasses} at most`)]
  const wrong = listed.find((value) => parseParams(body, { ...settings, [param]: valueFor(field, value) }).problems.some((problem) => problem.param === param))
  return wrong === undefined ? [] : [error('values', `“${wrong}” is no value for “${field.label}” of ${body.name}`)]
}

/** A problem of the component's params, said at the settings; its repair goes there too. */
function inSettings({ param, fix, port: _, ...problem }: Problems[number], { settings }: ForEachParams, body: Component): Problems[number] {
  const own = param !== undefined && fix?.params && Object.keys(fix.params).length > 0 && !fix.insert && !fix.rewire
  return { ...problem, param: 'settings', message: `${body.name}: ${problem.message}`, ...(own && { fix: { label: fix.label, params: { settings: { ...settings, ...fix.params } } } }) }
}

/** The component's columns with the one that says which value a row is of before them, unless they have it already. */
export function withOrigin(params: ForEachParams, columns: Column[]): Column[] {
  const name = originOf(params)
  if (keepsOrigin(params, columns)) return columns
  return [{ name: freshName(name, columns.map((column) => column.name)), type: 'text' }, ...columns]
}

/** A group's rows still have the group's column, which says it already. */
export function keepsOrigin({ over, column, origin }: ForEachParams, columns: readonly { name: string }[]): boolean {
  return over === 'groups' && origin === '' && columns.some((other) => other.name === column)
}

function describe({ over, column, component, param, values }: ForEachParams): string {
  const what = component === '' ? 'nothing yet' : component.replace(/^[^.]*\./, '').replace(/@.*$/, '').replaceAll('-', ' ')
  return over === 'groups' ? `${what} for each ${column || '…'}` : `${what} for ${listedValues(values).length} values of ${param || '…'}`
}

const is = (over: ForEachParams['over']) => (params: Record<string, unknown>) => (params.over ?? 'groups') === over

export const forEach = defineComponent({
  id: 'control.for-each',
  version: 1,
  name: 'For each',
  category: 'Control',
  icon: 'repeat',
  summary: 'One component, once for each value or each group of rows',
  keywords: ['loop', 'iterate', 'map', 'foreach', 'groups', 'batch', 'sweep', 'repeat', 'per group'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'What each pass works on: its group’s rows, or the whole table.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'What all passes gave, one below the other.' },
    { name: 'metrics', type: 'table', label: 'Metrics', help: 'A row for each pass with the metrics that it reported; nothing where none did.', sometimes: true },
  ],
  params: ForEachParams,
  fields: [
    { name: 'over', label: 'For each', kind: 'choice', options: [{ value: 'groups', label: 'Group of rows', help: 'The rows with one value of a column.' }, { value: 'values', label: 'Value of a list', help: 'The whole table each time, with another value for a parameter.' }] },
    { name: 'column', label: 'Groups by', kind: 'column', from: 'table', help: `At most ${mostPasses} different values.`, visible: is('groups') },
    { name: 'component', label: 'Do', kind: 'component' },
    { name: 'param', label: 'Its parameter', kind: 'component-param', of: 'component', visible: is('values') },
    { name: 'values', label: 'Values', kind: 'text', placeholder: '2, 4, 8', lines: true, help: `With commas between them or on lines of their own, ${mostPasses} at most.`, visible: is('values') },
    { name: 'settings', label: 'Its settings', kind: 'component-params', of: 'component', from: 'table', without: (params) => (params.over === 'values' ? String(params.param) : undefined) },
    { name: 'origin', label: 'Column that names the value', kind: 'text', placeholder: 'as the group or the parameter', advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
