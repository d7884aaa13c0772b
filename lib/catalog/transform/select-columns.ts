import * as z from 'zod/mini'
import { checkChosen, findColumn, listNames, sameName } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'

export const SelectColumnsParams = z.object({
  mode: z._default(z.enum(['keep', 'drop']), 'keep'),
  columns: z._default(z.array(z.string()), []),
  rename: z._default(z.array(z.object({ column: z._default(z.string(), ''), to: z._default(z.string(), '') })), []),
})
export type SelectColumnsParams = z.infer<typeof SelectColumnsParams>

/** Which input columns come out, in order, and under which name. */
export function selectedColumns(params: SelectColumnsParams, input: Column[]): { from: string; column: Column }[] {
  const dropped = new Set(params.columns)
  const kept =
    params.mode === 'keep'
      ? [...new Set(params.columns)].flatMap((name) => findColumn(input, name) ?? [])
      : input.filter((column) => !dropped.has(column.name))
  return kept.map((column) => {
    const renamed = params.rename.find((entry) => entry.column === column.name && entry.to !== '')
    return { from: column.name, column: { name: renamed?.to ?? column.name, type: column.type } }
  })
}

function infer({ params, inputs }: InferContext<SelectColumnsParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = checkChosen('columns', params.columns, input, 'table')
  if (params.mode === 'keep' && params.columns.length === 0) {
    const all = input?.map((column) => column.name)
    problems.push({
      severity: 'error',
      param: 'columns',
      message: 'Choose at least one column to keep',
      ...(all?.length && { fix: { label: 'Keep all columns', params: { columns: all } } }),
    })
  }
  if (!input) return { outputs: { table: undefined }, problems }

  const output = selectedColumns(params, input)
  if (params.mode === 'drop' && output.length === 0 && input.length > 0) {
    problems.push({ severity: 'error', param: 'columns', message: 'Every column is dropped; leave at least one' })
  }
  for (const entry of params.rename) {
    if (entry.column === '' || output.some((column) => column.from === entry.column)) continue
    problems.push({
      severity: 'warning',
      param: 'rename',
      message: `“${entry.column}” is renamed but is not among the columns that are kept`,
      fix: { label: `Remove the renaming of “${entry.column}”`, params: { rename: params.rename.filter((other) => other !== entry) } },
    })
  }
  output.forEach(({ column }, index) => {
    const earlier = output.slice(0, index).find((other) => sameName(other.column.name, column.name))
    if (earlier) problems.push({ severity: 'error', param: 'rename', message: `Two columns would be called “${column.name}”; give one of them another name` })
  })
  return { outputs: { table: output.map(({ column }) => column) }, problems }
}

function describe(params: SelectColumnsParams): string {
  const renames = params.rename.filter((entry) => entry.column !== '' && entry.to !== '')
  const suffix = renames.length === 0 ? '' : `, rename ${listNames(renames.map((entry) => `${entry.column} → ${entry.to}`), 2)}`
  if (params.columns.length === 0) return (params.mode === 'keep' ? 'no column chosen yet' : 'keep all columns') + suffix
  return `${params.mode} ${listNames(params.columns)}${suffix}`
}

export const selectColumns = defineComponent({
  id: 'transform.select-columns',
  version: 1,
  name: 'Select columns',
  category: 'Transform',
  icon: 'columns-3',
  summary: 'Keep, drop, reorder or rename columns',
  keywords: ['project', 'choose', 'remove columns', 'reorder', 'rename', 'drop'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table whose columns are chosen.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows with the chosen columns.' }],
  params: SelectColumnsParams,
  fields: [
    { name: 'mode', label: 'What to do', kind: 'choice', options: [{ value: 'keep', label: 'Keep the chosen columns' }, { value: 'drop', label: 'Drop the chosen columns' }] },
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', help: 'When kept, they come out in this order.' },
    {
      name: 'rename',
      label: 'Rename',
      kind: 'list',
      advanced: true,
      addLabel: 'Rename a column',
      empty: 'Columns keep their names.',
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'to', label: 'New name', kind: 'text' },
      ],
    },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
