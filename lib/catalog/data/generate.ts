import * as z from 'zod/mini'
import { cellLiteral } from '../cell'
import { freshName, listNames, sameName } from '../columns'
import { listValues } from '../transform/conditions'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'

export const generatedKinds = ['sequence', 'integer', 'uniform', 'normal', 'series', 'category', 'boolean', 'dates', 'times', 'random-date'] as const
export type GeneratedKind = (typeof generatedKinds)[number]

const types: Record<GeneratedKind, ColumnType> = { sequence: 'integer', integer: 'integer', uniform: 'number', normal: 'number', series: 'number', category: 'text', boolean: 'boolean', dates: 'date', times: 'timestamp', 'random-date': 'date' }

const GeneratedColumn = z.object({
  name: z._default(z.string(), ''),
  kind: z._default(z.enum(generatedKinds), 'normal'),
  start: z._default(z.number().check(z.int()), 1),
  step: z._default(z.number().check(z.int()), 1),
  min: z._default(z.number(), 0),
  max: z._default(z.number(), 100),
  mean: z._default(z.number(), 0),
  sd: z._default(z.number().check(z.gte(0)), 1),
  base: z._default(z.number(), 0),
  trend: z._default(z.number(), 0),
  amplitude: z._default(z.number(), 1),
  period: z._default(z.number().check(z.gt(0)), 12),
  noise: z._default(z.number().check(z.gte(0)), 0),
  values: z._default(z.string(), 'a, b, c'),
  weights: z._default(z.string(), ''),
  share: z._default(z.number().check(z.gte(0), z.lte(1)), 0.5),
  from: z._default(z.string(), '2024-01-01'),
  to: z._default(z.string(), '2024-12-31'),
  every: z._default(z.enum(['minute', 'hour', 'day', 'week', 'month']), 'day'),
  decimals: z._default(z.number().check(z.int(), z.gte(0), z.lte(12)), 3),
  missing: z._default(z.number().check(z.gte(0), z.lte(1)), 0),
})
export type GeneratedColumn = z.infer<typeof GeneratedColumn>

export const GenerateParams = z.object({
  rows: z._default(z.number().check(z.int(), z.gte(0), z.lte(100_000_000)), 1000),
  seed: z._default(z.number().check(z.int(), z.gte(0), z.lte(2_147_483_647)), 42),
  columns: z._default(z.array(GeneratedColumn).check(z.maxLength(500)), [
    GeneratedColumn.parse({ name: 'id', kind: 'sequence' }),
    GeneratedColumn.parse({ name: 'group', kind: 'category' }),
    GeneratedColumn.parse({ name: 'value', kind: 'normal' }),
  ]),
})
export type GenerateParams = z.infer<typeof GenerateParams>

/** Shares of the values of a category, adding up to 1; `undefined` where the weights do not suit. */
export function categoryShares({ values, weights }: GeneratedColumn): number[] | undefined {
  const count = listValues(values).length
  if (weights.trim() === '') return new Array<number>(count).fill(1 / count)
  const numbers = listValues(weights).map((weight) => (weight === '' ? Number.NaN : Number(weight)))
  const sum = numbers.reduce((a, b) => a + b, 0)
  if (numbers.length !== count || !numbers.every((weight) => weight >= 0) || !(sum > 0) || !Number.isFinite(sum)) return undefined
  return numbers.map((weight) => weight / sum)
}

/** What is wrong with one column, in words. */
export function generatedMistake(column: GeneratedColumn): string | undefined {
  const { name, kind, min, max, values, from, to } = column
  if ((kind === 'integer' || kind === 'uniform') && min > max) return `“${name}”: the smallest value is above the largest`
  if (kind === 'integer' && Math.floor(max) < Math.ceil(min)) return `“${name}”: there is no whole number from ${min} to ${max}`
  if (kind === 'category') {
    if (listValues(values).length === 0) return `“${name}”: list at least one value`
    if (!categoryShares(column)) return `“${name}”: write one weight of 0 or more for each value`
  }
  if (kind === 'dates' || kind === 'random-date') {
    if (cellLiteral(from, 'date') === undefined) return `“${name}”: “${from}” is not a date such as 2024-05-31`
    if (kind === 'random-date' && cellLiteral(to, 'date') === undefined) return `“${name}”: “${to}” is not a date such as 2024-05-31`
    if (kind === 'random-date' && from > to) return `“${name}”: the first date is after the last`
  }
  if (kind === 'times' && cellLiteral(from, 'timestamp') === undefined) return `“${name}”: “${from}” is not an instant such as 2024-05-31 12:00`
  return undefined
}

export function generatedColumns(params: GenerateParams): Column[] {
  return params.columns.map(({ name, kind }) => ({ name, type: types[kind] }))
}

/** Everything that stops the step; the runner refuses the same things. */
export function generateProblems(params: GenerateParams): Inference['problems'] {
  const problems: Inference['problems'] = []
  if (params.columns.length === 0) problems.push({ severity: 'error', param: 'columns', message: 'Add at least one column' })
  params.columns.forEach((column, index) => {
    const names = params.columns.map(({ name }) => name)
    const called = (name: string) => ({ columns: params.columns.map((other, at) => (at === index ? { ...other, name } : other)) })
    const free = freshName(column.name || `column_${index + 1}`, names)
    if (column.name === '') problems.push({ severity: 'error', param: 'columns', message: `Column ${index + 1} has no name`, fix: { label: `Call it “${free}”`, params: called(free) } })
    else if (names.findIndex((name) => sameName(name, column.name)) < index) problems.push({ severity: 'error', param: 'columns', message: `Two columns are called “${column.name}”`, fix: { label: `Call the second “${free}”`, params: called(free) } })
    const mistake = generatedMistake(column)
    if (mistake) problems.push({ severity: 'error', param: 'columns', message: mistake })
  })
  return problems
}

function infer({ params }: InferContext<GenerateParams>): Inference {
  return { outputs: { table: generatedColumns(params) }, problems: generateProblems(params) }
}

const kindIs = (...kinds: GeneratedKind[]) => (entry: Record<string, unknown>) => kinds.includes((entry.kind ?? 'normal') as GeneratedKind)
const kindLabels: Record<GeneratedKind, string> = {
  sequence: 'Numbers in sequence', integer: 'Random whole numbers', uniform: 'Random numbers in a range', normal: 'Random numbers, normal', series: 'Series: trend, sine and noise',
  category: 'Categories', boolean: 'True or false', dates: 'Dates in sequence', times: 'Instants in sequence', 'random-date': 'Random dates',
}

export const generateData = defineComponent({
  id: 'data.generate',
  version: 1,
  name: 'Generate data',
  category: 'Data',
  icon: 'sparkles',
  summary: 'A table of made-up rows, the same for the same seed',
  keywords: ['synthetic', 'random', 'fake', 'simulate', 'test data', 'time series', 'sine', 'noise', 'mock'],
  inputs: [],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The made-up rows.' }],
  params: GenerateParams,
  fields: [
    { name: 'rows', label: 'Rows', kind: 'number', min: 0, max: 100_000_000, step: 1 },
    { name: 'seed', label: 'Seed', kind: 'number', min: 0, step: 1, help: 'The same seed gives the same table.' },
    {
      name: 'columns',
      label: 'Columns',
      kind: 'list',
      addLabel: 'Add a column',
      empty: 'Add at least one column.',
      item: [
        { name: 'name', label: 'Name', kind: 'text' },
        { name: 'kind', label: 'Holds', kind: 'choice', options: generatedKinds.map((value) => ({ value, label: kindLabels[value] })) },
        { name: 'start', label: 'First', kind: 'number', step: 1, visible: kindIs('sequence') },
        { name: 'step', label: 'Step', kind: 'number', step: 1, visible: kindIs('sequence', 'dates', 'times') },
        { name: 'min', label: 'Smallest', kind: 'number', visible: kindIs('integer', 'uniform') },
        { name: 'max', label: 'Largest', kind: 'number', visible: kindIs('integer', 'uniform') },
        { name: 'mean', label: 'Mean', kind: 'number', visible: kindIs('normal') },
        { name: 'sd', label: 'Standard deviation', kind: 'number', min: 0, visible: kindIs('normal') },
        { name: 'base', label: 'Starts at', kind: 'number', visible: kindIs('series') },
        { name: 'trend', label: 'Rises each row by', kind: 'number', visible: kindIs('series') },
        { name: 'amplitude', label: 'Height of the wave', kind: 'number', visible: kindIs('series') },
        { name: 'period', label: 'Rows in a wave', kind: 'number', visible: kindIs('series') },
        { name: 'noise', label: 'Deviation of the noise', kind: 'number', min: 0, visible: kindIs('series') },
        { name: 'values', label: 'Values', kind: 'text', placeholder: 'a, b, c', visible: kindIs('category') },
        { name: 'weights', label: 'Weights', kind: 'text', placeholder: 'all alike', help: 'One number a value: 2, 1, 1 makes the first twice as frequent.', visible: kindIs('category') },
        { name: 'share', label: 'Share of true', kind: 'number', min: 0, max: 1, step: 0.05, visible: kindIs('boolean') },
        { name: 'from', label: 'From', kind: 'text', visible: kindIs('dates', 'times', 'random-date') },
        { name: 'to', label: 'To', kind: 'text', visible: kindIs('random-date') },
        { name: 'every', label: 'Unit of the step', kind: 'choice', options: ['minute', 'hour', 'day', 'week', 'month'].map((value) => ({ value, label: value })), help: 'Dates step by a day at least.', visible: kindIs('dates', 'times') },
        { name: 'decimals', label: 'Digits after the point', kind: 'number', min: 0, max: 12, step: 1, visible: kindIs('uniform', 'normal', 'series') },
        { name: 'missing', label: 'Share of missing values', kind: 'number', min: 0, max: 1, step: 0.05 },
      ],
    },
  ],
  describe: ({ rows, columns }) => `${rows} rows: ${columns.length === 0 ? 'no columns' : listNames(columns.map(({ name }) => name || '…'))}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
