import * as z from 'zod/mini'
import { checkChosen, freshName, listNames, temporalTypes } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'
import { chosenOrAll } from './entries'

interface Part {
  label: string
  type: ColumnType
  /** Only instants have it. */
  clock?: boolean
}

/** Parts, in the order of the inspector. Cycles come as two columns, `_sin` and `_cos`. */
export const dateParts = {
  year: { label: 'Year', type: 'integer' },
  quarter: { label: 'Quarter, 1 to 4', type: 'integer' },
  month: { label: 'Month, 1 to 12', type: 'integer' },
  week: { label: 'Week of the year (ISO)', type: 'integer' },
  day: { label: 'Day of the month', type: 'integer' },
  weekday: { label: 'Day of the week, Monday is 1', type: 'integer' },
  'day-of-year': { label: 'Day of the year', type: 'integer' },
  weekend: { label: 'Saturday or Sunday', type: 'boolean' },
  days: { label: 'Days since 1970', type: 'integer' },
  date: { label: 'Date without time', type: 'date' },
  'month-start': { label: 'First day of the month', type: 'date' },
  hour: { label: 'Hour', type: 'integer', clock: true },
  minute: { label: 'Minute', type: 'integer', clock: true },
  second: { label: 'Second', type: 'integer', clock: true },
  'year-cycle': { label: 'Place in the year, as sine and cosine', type: 'number' },
  'week-cycle': { label: 'Place in the week, as sine and cosine', type: 'number' },
  'day-cycle': { label: 'Place in the day, as sine and cosine', type: 'number', clock: true },
} as const satisfies Record<string, Part>
export type DatePart = keyof typeof dateParts
const names = Object.keys(dateParts) as [DatePart, ...DatePart[]]

export const DatePartsParams = z.object({
  columns: z._default(z.array(z.string()), []),
  parts: z._default(z.array(z.object({ part: z._default(z.enum(names), 'year') })), [{ part: 'year' }, { part: 'month' }, { part: 'weekday' }]),
  keep: z._default(z.boolean(), true),
})
export type DatePartsParams = z.infer<typeof DatePartsParams>

export interface PartColumn extends Column {
  from: string
  part: DatePart
  wave?: 'sin' | 'cos'
}

/** The new columns, column by column and part by part; dates have no clock. */
export function partColumns(params: DatePartsParams, input: Column[]): PartColumn[] {
  const chosen = chosenOrAll(params.columns, input, temporalTypes)
  const taken = input.filter((column) => params.keep || !chosen.includes(column)).map((column) => column.name)
  return chosen.flatMap((column) =>
    [...new Set(params.parts.map(({ part }) => part))].flatMap((part): PartColumn[] => {
      const { type, clock }: Part = dateParts[part]
      if (clock && column.type === 'date') return []
      const waves = part.endsWith('-cycle') ? (['sin', 'cos'] as const) : [undefined]
      return waves.map((wave) => {
        const name = freshName(`${column.name}_${part.replaceAll('-', '_')}${wave ? `_${wave}` : ''}`, taken)
        taken.push(name)
        return { name, type, from: column.name, part, ...(wave && { wave }) }
      })
    }),
  )
}

function infer({ params, inputs }: InferContext<DatePartsParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', temporalTypes)
  if (params.parts.length === 0) problems.push({ severity: 'warning', param: 'parts', message: 'No part is chosen yet', fix: { label: 'Take year, month and weekday', params: { parts: [{ part: 'year' }, { part: 'month' }, { part: 'weekday' }] } } })
  if (!input) return { outputs: { table: undefined }, problems }
  const chosen = chosenOrAll(params.columns, input, temporalTypes)
  if (chosen.length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'The table has no date; Edit types makes dates of text' })
  const clocks = params.parts.filter(({ part }) => 'clock' in dateParts[part])
  if (clocks.length > 0 && chosen.length > 0 && chosen.every((column) => column.type === 'date')) {
    problems.push({ severity: 'warning', param: 'parts', message: 'Dates have no time of day', fix: { label: 'Remove the parts of the clock', params: { parts: params.parts.filter((entry) => !clocks.includes(entry)) } } })
  }
  const stay = input.filter((column) => params.keep || !chosen.includes(column))
  return { outputs: { table: [...stay, ...partColumns(params, input).map(({ name, type }) => ({ name, type }))] }, problems }
}

export const datePartsStep = defineComponent({
  id: 'transform.date-parts',
  version: 1,
  name: 'Date parts',
  category: 'Transform',
  icon: 'calendar-days',
  summary: 'Year, month, weekday, hour and more out of dates',
  keywords: ['datetime', 'calendar', 'week', 'season', 'cyclic', 'timestamp', 'extract'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table with dates or instants.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows with a column for each part.' }],
  params: DatePartsParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: temporalTypes, help: 'None chosen means all dates and instants.' },
    {
      name: 'parts',
      label: 'Parts',
      kind: 'list',
      addLabel: 'Add a part',
      empty: 'No part is taken out.',
      item: [{ name: 'part', label: 'Part', kind: 'choice', options: names.map((value) => ({ value, label: dateParts[value].label })) }],
    },
    { name: 'keep', label: 'Keep the dates', kind: 'switch', advanced: true },
  ],
  describe: ({ columns, parts }) => `${listNames(parts.map(({ part }) => part)) || 'nothing'} of ${columns.length === 0 ? 'all dates' : listNames(columns)}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
