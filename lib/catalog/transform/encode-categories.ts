import * as z from 'zod/mini'
import { checkChosen, findColumn, freshName, listNames, sameName } from '../columns'
import { defineComponent, type Column, type ColumnType, type InferContext, type Inference, type TableSchema } from '../types'
import { listValues } from './conditions'
import { derive, derivedEffect, withDerived } from './derived'
import { checkEntry } from './entries'

export const categoryTypes: ColumnType[] = ['text', 'boolean', 'integer', 'number', 'date', 'timestamp']

export const EncodeCategoriesParams = z.object({
  columns: z._default(z.array(z.string()), []),
  method: z._default(z.enum(['one-hot', 'ordinal']), 'one-hot'),
  order: z._default(z.enum(['value', 'frequency']), 'value'),
  most: z._default(z.number().check(z.int(), z.gte(1), z.lte(1000)), 50),
  unseen: z._default(z.enum(['empty', 'other', 'stop']), 'empty'),
  missing: z._default(z.enum(['empty', 'category']), 'empty'),
  dropFirst: z._default(z.boolean(), false),
  keep: z._default(z.boolean(), false),
  known: z._default(z.array(z.object({ column: z._default(z.string(), ''), values: z._default(z.string(), '') })), []),
})
export type EncodeCategoriesParams = z.infer<typeof EncodeCategoriesParams>

/** One category: the text of its value, null for missing values, and what it is called in column names. */
export interface Category {
  value: string | null
  label: string
}

/** Categories that are known before a run: those listed by hand, and false and true. */
export function knownCategories(params: EncodeCategoriesParams, column: Column): string[] | undefined {
  const listed = params.known.find((entry) => entry.column === column.name)
  if (listed) return [...new Set(listValues(listed.values))]
  return column.type === 'boolean' ? ['false', 'true'] : undefined
}

/** All categories of a column: its values, then missing where that is one. */
export function categoriesOf(params: EncodeCategoriesParams, values: string[]): Category[] {
  return [...values.map((value): Category => ({ value, label: value })), ...(params.missing === 'category' ? [{ value: null, label: 'missing' }] : [])]
}

/** Names of one-hot columns, in order; `other` last, where unseen values get a column of their own. */
export function oneHotNames(params: EncodeCategoriesParams, column: string, categories: Category[], taken: string[]): string[] {
  const labels = [...categories.slice(params.dropFirst ? 1 : 0).map(({ label }) => label), ...(params.unseen === 'other' ? ['other'] : [])]
  return labels.map((label) => {
    const name = freshName(`${column}_${label}`, taken)
    taken.push(name)
    return name
  })
}

/** The table's columns after one-hot encoding. */
export function oneHotColumns(input: Column[], encoded: string[], added: string[], keep: boolean): TableSchema {
  const stay = keep ? input : input.filter((column) => !encoded.includes(column.name))
  if (added.some((name) => stay.some((column) => sameName(column.name, name)))) return undefined
  return [...stay, ...added.map((name): Column => ({ name, type: 'integer' }))]
}

function infer({ params, inputs }: InferContext<EncodeCategoriesParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', categoryTypes)
  if (params.columns.length === 0) problems.push(noColumns(input))
  params.known.forEach((entry, index) => {
    problems.push(...checkEntry('known', params.known, index, input, 'List'))
    const fix = { label: `Remove list ${index + 1}`, params: { known: params.known.filter((_, at) => at !== index) } }
    if (entry.column !== '' && listValues(entry.values).length === 0) problems.push({ severity: 'error', param: 'known', message: `The list of “${entry.column}” has no values`, fix })
    if (entry.column !== '' && !params.columns.includes(entry.column)) problems.push({ severity: 'warning', param: 'known', message: `“${entry.column}” has a list but is not among the chosen columns`, fix })
  })
  if (!input) return { outputs: { table: undefined }, effects: { transformation: undefined }, problems }
  const chosen = [...new Set(params.columns)].flatMap((name) => findColumn(input, name) ?? [])
  if (params.method === 'ordinal') {
    const derived = derive(chosen, input, 'integer', params.keep, '_code')
    return { outputs: { table: withDerived(input, derived) }, effects: { transformation: derivedEffect(derived) }, problems }
  }
  const needs = chosen.map(({ name }) => name)
  const known = chosen.map((column) => knownCategories(params, column))
  // Which values there are is only known once they have been counted.
  if (known.some((values) => values === undefined)) return { outputs: { table: undefined }, effects: { transformation: { needs, apply: () => undefined } }, problems }
  const taken = input.filter((column) => params.keep || !needs.includes(column.name)).map((column) => column.name)
  const added = chosen.flatMap((column, index) => oneHotNames(params, column.name, categoriesOf(params, known[index]!), taken))
  const apply = (columns: Column[]) => oneHotColumns(columns, needs, added, params.keep)
  return { outputs: { table: apply(input) }, effects: { transformation: { needs, apply } }, problems }
}

function noColumns(input: TableSchema): Inference['problems'][number] {
  const texts = input?.filter((column) => column.type === 'text' || column.type === 'boolean').map((column) => column.name) ?? []
  const fix = texts.length > 0 ? { label: `Encode ${listNames(texts)}`, params: { columns: texts } } : undefined
  return { severity: 'error', port: 'table', param: 'columns', message: 'Choose at least one column of categories', ...(fix && { fix }) }
}

export const encodeCategories = defineComponent({
  id: 'transform.encode-categories',
  version: 1,
  name: 'Encode categories',
  category: 'Transform',
  icon: 'binary',
  summary: 'Categories as numbers: a 0/1 column each, or a code',
  keywords: ['one-hot', 'dummy', 'indicator', 'ordinal', 'label encode', 'categorical', 'convert to indicator values', 'get dummies'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table to encode, and to learn the categories from.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The same rows with numbers for categories.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The categories, for Apply transformation.' },
  ],
  params: EncodeCategoriesParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: categoryTypes },
    { name: 'method', label: 'As', kind: 'choice', options: [{ value: 'one-hot', label: 'A 0/1 column for each category' }, { value: 'ordinal', label: 'Codes 0, 1, 2 …' }] },
    { name: 'order', label: 'Order of categories', kind: 'choice', options: [{ value: 'value', label: 'By value' }, { value: 'frequency', label: 'Most frequent first' }] },
    { name: 'most', label: 'At most so many categories', kind: 'number', min: 1, max: 1000, step: 1, help: 'The most frequent ones; rarer ones are treated like unseen ones.' },
    {
      name: 'unseen',
      label: 'Unseen and rarer values',
      kind: 'choice',
      options: [
        { value: 'empty', label: 'All zeros, or a missing code' },
        { value: 'other', label: 'A category “other”' },
        { value: 'stop', label: 'Stop the step' },
      ],
    },
    { name: 'missing', label: 'Missing values', kind: 'choice', options: [{ value: 'empty', label: 'All zeros, or a missing code' }, { value: 'category', label: 'A category of their own' }] },
    { name: 'dropFirst', label: 'Leave out the first category', kind: 'switch', help: 'For linear models without regularisation, whose columns must not add up to 1.', visible: (params) => params.method !== 'ordinal', advanced: true },
    { name: 'keep', label: 'Keep the categories', kind: 'switch', help: 'The encoded columns stay beside their codes.', advanced: true },
    {
      name: 'known',
      label: 'Categories listed by hand',
      kind: 'list',
      addLabel: 'List the values of a column',
      empty: 'Categories are learned from the table.',
      advanced: true,
      item: [
        { name: 'column', label: 'Column', kind: 'column', from: 'table' },
        { name: 'values', label: 'Values in order', kind: 'text', placeholder: 'small, medium, large', help: 'With these, the columns are known before a run.' },
      ],
    },
  ],
  describe: ({ columns, method }) => `${columns.length === 0 ? 'no column chosen yet' : listNames(columns)} as ${method === 'one-hot' ? '0/1 columns' : 'codes'}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
