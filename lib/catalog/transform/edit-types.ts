import * as z from 'zod/mini'
import { findColumn, listNames, typeName } from '../columns'
import { columnTypes, defineComponent, type Column, type ColumnType, type InferContext, type Inference } from '../types'
import { checkEntry } from './entries'

export const targetTypes = columnTypes.filter((type) => type !== 'other') as Exclude<ColumnType, 'other'>[]
export type TargetType = (typeof targetTypes)[number]

export const EditTypesParams = z.object({
  changes: z._default(z.array(z.object({ column: z._default(z.string(), ''), to: z._default(z.enum(targetTypes as [TargetType, ...TargetType[]]), 'text'), format: z._default(z.string(), '') })), []),
  errors: z._default(z.enum(['stop', 'missing']), 'stop'),
  fractions: z._default(z.enum(['unfit', 'round', 'truncate']), 'unfit'),
  decimal: z._default(z.enum(['point', 'comma']), 'point'),
  thousands: z._default(z.boolean(), false),
})
export type EditTypesParams = z.infer<typeof EditTypesParams>
export type Change = EditTypesParams['changes'][number]

const isTemporal = (type: ColumnType) => type === 'date' || type === 'timestamp'
/** Seconds or milliseconds since 1970 in UTC. */
export const isEpoch = (format: string) => format === 'epoch' || format === 'epoch-ms'

/** Why values of a type can never be of the other, or `undefined` where they can. */
export function impossible({ column, to, format }: Change, from: ColumnType): string | undefined {
  if (from === to || to === 'text' || from === 'text') return isTemporal(to) && from === 'text' ? formatMistake(format) : undefined
  if (from === 'other') return `“${column}” is of a type that can only become text`
  if (isTemporal(to)) {
    if (isTemporal(from)) return undefined
    if (from === 'boolean') return `“${column}” is true/false, which is never ${typeName(to)}`
    return format === '' ? `“${column}” is ${typeName(from)}; say by a format how it is ${typeName(to)}, such as %Y%m%d or epoch` : formatMistake(format)
  }
  return isTemporal(from) ? `“${column}” is ${typeName(from)}, which is never ${typeName(to)}; Date parts takes numbers out of it` : undefined
}

function formatMistake(format: string): string | undefined {
  return format === '' || isEpoch(format) || /%[a-zA-Z]/.test(format) ? undefined : `“${format}” is not a date format; write it as %d.%m.%Y`
}

/** The columns with their new types. */
export function editedColumns(params: EditTypesParams, input: Column[]): Column[] {
  const types = new Map(params.changes.map((change) => [change.column, change.to]))
  return input.map(({ name, type }) => ({ name, type: types.get(name) ?? type }))
}

function infer({ params, inputs }: InferContext<EditTypesParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = []
  if (params.changes.length === 0) problems.push({ severity: 'warning', param: 'changes', message: 'No type is changed yet' })
  params.changes.forEach((change, index) => {
    const remove = { label: `Remove change ${index + 1}`, params: { changes: params.changes.filter((_, at) => at !== index) } }
    problems.push(...checkEntry('changes', params.changes, index, input, 'Change'))
    if (change.column !== '' && params.changes.findIndex((other) => other.column === change.column) < index) {
      problems.push({ severity: 'error', param: 'changes', message: `“${change.column}” is given a type twice`, fix: remove })
    }
    const column = input && findColumn(input, change.column)
    const message = column && impossible(change, column.type)
    if (message) problems.push({ severity: 'error', port: 'table', param: 'changes', message, fix: remove })
  })
  return { outputs: { table: input && editedColumns(params, input) }, problems }
}

function describe({ changes, errors }: EditTypesParams): string {
  if (changes.length === 0) return 'no type changed yet'
  return `${listNames(changes.map(({ column, to }) => `${column || '…'} → ${to}`))}${errors === 'missing' ? ', else missing' : ''}`
}

export const editTypes = defineComponent({
  id: 'transform.edit-types',
  version: 1,
  name: 'Edit types',
  category: 'Transform',
  icon: 'replace',
  summary: 'Make text a number or a date, numbers text, and so on',
  keywords: ['cast', 'convert', 'parse', 'metadata', 'date format', 'decimal comma', 'dtype'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table whose columns get another type.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows and columns with their new types.' }],
  params: EditTypesParams,
  fields: [
    {
      name: 'changes',
      label: 'Types',
      kind: 'list',
      addLabel: 'Change a type',
      empty: 'Columns keep their types.',
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'to', label: 'Becomes', kind: 'choice', options: targetTypes.map((value) => ({ value, label: value })) },
        { name: 'format', label: 'Date format', kind: 'text', placeholder: '2024-05-31', help: 'Such as %d.%m.%Y or %m/%d/%y %H:%M; epoch is seconds since 1970, epoch-ms milliseconds.', visible: (entry) => entry.to === 'date' || entry.to === 'timestamp' || entry.to === 'text' || entry.to === undefined },
      ],
    },
    {
      name: 'errors',
      label: 'Values that do not fit',
      kind: 'choice',
      options: [
        { value: 'stop', label: 'Stop and say which', help: 'The step fails and names the row and the value.' },
        { value: 'missing', label: 'Become missing, counted' },
      ],
    },
    {
      name: 'fractions',
      label: 'Fractions, when made whole',
      kind: 'choice',
      advanced: true,
      options: [
        { value: 'unfit', label: 'Do not fit' },
        { value: 'round', label: 'Round to the nearest' },
        { value: 'truncate', label: 'Cut off' },
      ],
    },
    { name: 'decimal', label: 'Decimal mark in text', kind: 'choice', advanced: true, options: [{ value: 'point', label: 'Point: 1.5' }, { value: 'comma', label: 'Comma: 1,5' }] },
    { name: 'thousands', label: 'Text has thousands marks', kind: 'switch', advanced: true, help: 'Takes 1,234.5 or 1 234.5 or 1\'234.5; with a decimal comma, 1.234,5.' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
