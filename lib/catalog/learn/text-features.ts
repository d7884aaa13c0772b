import * as z from 'zod/mini'
import { checkColumn, findColumn } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference, type TableSchema } from '../types'
import { addColumns } from './unsupervised'

export const TextFeaturesParams = z.object({
  column: z._default(z.string(), ''),
  method: z._default(z.enum(['tf_idf', 'hashing']), 'tf_idf'),
  columns: z._default(z.number().check(z.int(), z.gte(1), z.lte(5_000)), 100),
  ngrams: z._default(z.number().check(z.int(), z.gte(1), z.lte(3)), 1),
  stop_words: z._default(z.enum(['none', 'english']), 'none'),
  least: z._default(z.number().check(z.int(), z.gte(1)), 2),
  sublinear: z._default(z.boolean(), false),
  keep: z._default(z.boolean(), true),
  /** Empty: the text column's name and `_`. */
  prefix: z._default(z.string(), ''),
})
export type TextFeaturesParams = z.infer<typeof TextFeaturesParams>

/** Which words become columns, only the texts can tell; hashing makes numbered ones. */
function infer({ params, inputs }: InferContext<TextFeaturesParams>): Inference {
  const input = inputs.table
  const problems: Inference['problems'] = [...checkColumn('column', params.column, input, 'table'), ...checkColumn('column', params.column, inputs.second, 'second')]
  if (params.column === '') {
    const guess = input?.filter(({ type }) => type === 'text').at(-1)?.name
    problems.push({ severity: 'error', param: 'column', message: 'Choose the column with the texts', ...(guess !== undefined && { fix: { label: `Use “${guess}”`, params: { column: guess } } }) })
  }
  const column = input && findColumn(input, params.column)
  if (column && column.type !== 'text' && column.type !== 'other') problems.push({ severity: 'error', port: 'table', param: 'column', message: `“${params.column}” is not text` })
  // Which columns come of it, only the run can tell.
  const transformation = params.method === 'tf_idf' && params.column !== '' ? { needs: [params.column], apply: () => undefined } : undefined
  if (params.method !== 'hashing' || problems.length > 0) return { outputs: { table: undefined, second: undefined }, effects: { transformation }, problems }
  const prefix = params.prefix || `${params.column}_`
  const added = Array.from({ length: params.columns }, (_, at): Column => ({ name: `${prefix}${at + 1}`, type: 'number' }))
  const widen = (schema: TableSchema) => addColumns(params.keep ? schema : schema?.filter(({ name }) => name !== params.column), added, 'prefix', prefix)
  const first = widen(input)
  return { outputs: { table: first.table, second: widen(inputs.second ?? input).table }, problems: [...problems, ...first.problems] }
}

export const textFeatures = defineComponent({
  id: 'learn.text-features',
  version: 1,
  name: 'Text features',
  category: 'Learn',
  icon: 'case-sensitive',
  summary: 'Turn texts into columns of word weights',
  keywords: ['tf-idf', 'tfidf', 'hashing', 'bag of words', 'n-gram', 'nlp', 'vectorize', 'words'],
  inputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'Rows from which the words are learned.' },
    { name: 'second', type: 'table', label: 'Other rows', help: 'Such as test rows: they get the same columns, and nothing is learned from them.', optional: true },
  ],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The rows with a column for each word.' },
    { name: 'second', type: 'table', label: 'Other rows', help: 'The other rows with the same columns; empty where none are connected.' },
    { name: 'transformation', type: 'transformation', label: 'Transformation', help: 'The words and their weights, for Apply transformation on any further rows.' },
  ],
  params: TextFeaturesParams,
  fields: [
    { name: 'column', label: 'Texts', kind: 'column', from: 'table', types: ['text'] },
    {
      name: 'method',
      label: 'Method',
      kind: 'choice',
      options: [
        { value: 'tf_idf', label: 'TF-IDF', help: 'A column per word: how often it stands in the text, less where it stands in many texts.' },
        { value: 'hashing', label: 'Hashing', help: 'Words share a fixed number of columns. Nothing is learned, so any table gets the same.' },
      ],
    },
    { name: 'columns', label: 'Columns', kind: 'number', min: 1, max: 5_000, step: 50, help: 'Of TF-IDF at most: those of the most frequent words.' },
    { name: 'ngrams', label: 'Words in a row', kind: 'number', min: 1, max: 3, step: 1, help: '2 also takes pairs of neighbouring words, such as “not good”.' },
    {
      name: 'stop_words',
      label: 'Leave out',
      kind: 'choice',
      options: [
        { value: 'none', label: 'Nothing' },
        { value: 'english', label: 'English filler words', help: 'Such as the, and, of.' },
      ],
    },
    { name: 'least', label: 'Rows with the word', kind: 'number', min: 1, step: 1, visible: ({ method }) => method === 'tf_idf', help: 'At least; rarer words get no column.' },
    { name: 'sublinear', label: 'Dampen repeats', kind: 'switch', advanced: true, visible: ({ method }) => method === 'tf_idf', help: 'A word ten times counts 1 + log 10 instead of 10.' },
    { name: 'keep', label: 'Keep the text', kind: 'switch' },
    { name: 'prefix', label: 'Names begin with', kind: 'text', advanced: true, placeholder: 'the text column and _' },
  ],
  describe: (params) => (params.column === '' ? 'no text column chosen yet' : `${params.column} by ${params.method === 'hashing' ? `hashing into ${params.columns} columns` : 'TF-IDF'}`),
  infer,
  runner: { kind: 'python', environment: 'sklearn', entry: 'text_features' },
  deterministic: true,
})
