import * as z from 'zod/mini'
import { checkChosen, freshName, listNames } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'
import { checkEntry, namedTwice } from './entries'

export const RenameColumnsParams = z.object({
  rename: z._default(z.array(z.object({ column: z._default(z.string(), ''), to: z._default(z.string(), '') })), []),
  style: z._default(z.enum(['as-is', 'snake', 'lower', 'upper']), 'as-is'),
  find: z._default(z.string(), ''),
  replace: z._default(z.string(), ''),
  prefix: z._default(z.string(), ''),
  suffix: z._default(z.string(), ''),
  columns: z._default(z.array(z.string()), []),
})
export type RenameColumnsParams = z.infer<typeof RenameColumnsParams>

/** `Body mass (g)` → `body_mass_g`, `billLength` → `bill_length`, `Größe` → `grosse`. */
export function snakeCase(name: string): string {
  return name
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
}

function restyled(name: string, params: RenameColumnsParams): string {
  const replaced = params.find === '' ? name : name.replaceAll(params.find, () => params.replace)
  const styled = { 'as-is': replaced, snake: snakeCase(replaced), lower: replaced.toLowerCase(), upper: replaced.toUpperCase() }[params.style]
  return params.prefix + styled + params.suffix
}

/** Columns under their new names, in place. Names written by hand come first; a rule that makes a taken name gets `_2`, `_3` … */
export function renamedColumns(params: RenameColumnsParams, input: Column[]): { from: string; column: Column }[] {
  const own = new Map(params.rename.filter((entry) => entry.to !== '').map((entry) => [entry.column, entry.to]))
  const ruled = (name: string) => params.columns.length === 0 || params.columns.includes(name)
  const taken = input.flatMap(({ name }) => own.get(name) ?? (ruled(name) ? [] : [name]))
  return input.map(({ name, type }, index) => {
    let to = own.get(name)
    if (to === undefined) {
      to = name
      if (ruled(name)) taken.push((to = freshName(restyled(name, params) || `column_${index + 1}`, taken)))
    }
    return { from: name, column: { name: to, type } }
  })
}

function infer({ params, inputs }: InferContext<RenameColumnsParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table')
  params.rename.forEach((entry, index) => {
    const remove = { label: `Remove entry ${index + 1}`, params: { rename: params.rename.filter((_, at) => at !== index) } }
    problems.push(...checkEntry('rename', params.rename, index, input, 'Entry'))
    if (entry.column !== '' && entry.to === '') problems.push({ severity: 'error', param: 'rename', message: `“${entry.column}” has no new name`, fix: remove })
    if (entry.column !== '' && params.rename.findIndex((other) => other.column === entry.column) < index) {
      problems.push({ severity: 'error', param: 'rename', message: `“${entry.column}” is renamed twice`, fix: remove })
    }
  })
  if (params.replace !== '' && params.find === '') problems.push({ severity: 'warning', param: 'find', message: 'There is a replacement, but nothing to look for', fix: { label: 'Remove the replacement', params: { replace: '' } } })
  if (!input) return { outputs: { table: undefined }, problems }
  const output = renamedColumns(params, input).map(({ column }) => column)
  const twice = namedTwice(output)
  if (twice) problems.push(clash(params, twice.name, output))
  return { outputs: { table: output }, problems }
}

function clash(params: RenameColumnsParams, name: string, output: Column[]): Inference['problems'][number] {
  const at = params.rename.map((entry) => entry.to).lastIndexOf(name)
  const free = freshName(name, output.map((column) => column.name))
  const fix = at >= 0 ? { label: `Call “${params.rename[at]!.column}” “${free}”`, params: { rename: params.rename.map((entry, index) => (index === at ? { ...entry, to: free } : entry)) } } : undefined
  return { severity: 'error', param: 'rename', message: `Two columns would be called “${name}”; give one of them another name`, ...(fix && { fix }) }
}

const styles = { 'as-is': '', snake: 'snake_case', lower: 'lower case', upper: 'upper case' }

function describe(params: RenameColumnsParams): string {
  const named = params.rename.filter((entry) => entry.column !== '' && entry.to !== '').map((entry) => `${entry.column} → ${entry.to}`)
  const rules = [params.find !== '' && `“${params.find}” → “${params.replace}”`, styles[params.style], params.prefix !== '' && `prefix ${params.prefix}`, params.suffix !== '' && `suffix ${params.suffix}`].filter((part) => typeof part === 'string' && part !== '')
  const parts = [named.length > 0 && listNames(named, 2), rules.length > 0 && `${rules.join(', ')} for ${params.columns.length === 0 ? 'all' : listNames(params.columns)}`].filter(Boolean)
  return parts.join('; ') || 'no column renamed yet'
}

export const renameColumns = defineComponent({
  id: 'transform.rename-columns',
  version: 1,
  name: 'Rename columns',
  category: 'Transform',
  icon: 'text-cursor-input',
  summary: 'Other names for columns, one by one or by a rule',
  keywords: ['header', 'label', 'snake case', 'prefix', 'suffix', 'names', 'alias'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table whose columns get other names.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows and columns under their new names.' }],
  params: RenameColumnsParams,
  fields: [
    {
      name: 'rename',
      label: 'One by one',
      kind: 'list',
      addLabel: 'Rename a column',
      empty: 'No column has a name of its own choosing.',
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'to', label: 'New name', kind: 'text' },
      ],
    },
    {
      name: 'style',
      label: 'Style of the others',
      kind: 'choice',
      options: [
        { value: 'as-is', label: 'As they are' },
        { value: 'snake', label: 'snake_case', help: '“Body mass (g)” becomes body_mass_g.' },
        { value: 'lower', label: 'lower case' },
        { value: 'upper', label: 'UPPER CASE' },
      ],
    },
    { name: 'find', label: 'Find in names', kind: 'text', help: 'Replaced wherever it occurs, before the style is applied.' },
    { name: 'replace', label: 'Replace by', kind: 'text', visible: (params) => params.find !== '' && params.find !== undefined },
    { name: 'prefix', label: 'Prefix', kind: 'text' },
    { name: 'suffix', label: 'Suffix', kind: 'text' },
    { name: 'columns', label: 'Columns that the rules are for', kind: 'columns', from: 'table', help: 'None chosen means all.', advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
