import * as z from 'zod/mini'
import { checkChosen, listNames } from '../columns'
import { defineComponent, type ColumnType, type InferContext, type Inference } from '../types'
import { chosenOrAll } from './entries'

export const textTypes: ColumnType[] = ['text']

export const CleanTextParams = z.object({
  columns: z._default(z.array(z.string()), []),
  accents: z._default(z.boolean(), false),
  letterCase: z._default(z.enum(['keep', 'lower', 'upper', 'title']), 'keep'),
  replace: z._default(z.array(z.object({ find: z._default(z.string(), ''), with: z._default(z.string(), ''), regex: z._default(z.boolean(), false) })), []),
  collapse: z._default(z.boolean(), true),
  trim: z._default(z.boolean(), true),
  emptyToMissing: z._default(z.boolean(), false),
})
export type CleanTextParams = z.infer<typeof CleanTextParams>

function infer({ params, inputs }: InferContext<CleanTextParams>): Inference {
  const input = inputs.table
  const problems = checkChosen('columns', params.columns, input, 'table', textTypes)
  params.replace.forEach((entry, index) => {
    const fix = { label: `Remove replacement ${index + 1}`, params: { replace: params.replace.filter((_, at) => at !== index) } }
    const error = (message: string) => problems.push({ severity: 'error', param: 'replace', message, fix })
    if (entry.find === '') error(`Replacement ${index + 1} has nothing to look for`)
    else if (entry.regex && /\(\?[=!<](?!P?<)/.test(entry.find)) error(`Replacement ${index + 1}: “${entry.find}” looks ahead or behind, which patterns here cannot`)
  })
  if (input && chosenOrAll(params.columns, input, textTypes).length === 0) problems.push({ severity: 'warning', param: 'columns', message: 'The table has no text column to clean' })
  return { outputs: { table: input }, problems }
}

function describe(params: CleanTextParams): string {
  const done = [
    params.accents && 'no accents',
    params.letterCase !== 'keep' && `${params.letterCase} case`,
    params.replace.length > 0 && `${params.replace.length} ${params.replace.length === 1 ? 'replacement' : 'replacements'}`,
    params.collapse && 'collapse spaces',
    params.trim && 'trim',
    params.emptyToMissing && 'empty is missing',
  ].filter((part) => part !== false)
  return `${params.columns.length === 0 ? 'all text' : listNames(params.columns)}: ${done.join(', ') || 'left as it is'}`
}

export const cleanText = defineComponent({
  id: 'transform.clean-text',
  version: 1,
  name: 'Clean text',
  category: 'Transform',
  icon: 'case-sensitive',
  summary: 'Trim, change case, strip accents, collapse spaces, replace by pattern',
  keywords: ['whitespace', 'lowercase', 'uppercase', 'regex', 'replace', 'strip', 'string', 'preprocess text'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table whose texts are cleaned.' }],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The same rows with clean texts.' }],
  params: CleanTextParams,
  fields: [
    { name: 'columns', label: 'Columns', kind: 'columns', from: 'table', types: textTypes, help: 'None chosen means all text.' },
    { name: 'accents', label: 'Strip accents', kind: 'switch', help: 'é becomes e, ü becomes u.' },
    {
      name: 'letterCase',
      label: 'Case',
      kind: 'choice',
      options: [
        { value: 'keep', label: 'As it is' },
        { value: 'lower', label: 'lower case' },
        { value: 'upper', label: 'UPPER CASE' },
        { value: 'title', label: 'First Letters Large' },
      ],
    },
    {
      name: 'replace',
      label: 'Replace',
      kind: 'list',
      addLabel: 'Add a replacement',
      empty: 'Nothing is replaced.',
      item: [
        { name: 'find', label: 'Find', kind: 'text' },
        { name: 'with', label: 'Replace by', kind: 'text', help: 'With patterns, \\1 is the first group.' },
        { name: 'regex', label: 'Is a pattern', kind: 'switch', help: 'A regular expression, as in RE2.' },
      ],
    },
    { name: 'collapse', label: 'Collapse spaces', kind: 'switch', help: 'Runs of spaces, tabs and line breaks become one space.' },
    { name: 'trim', label: 'Trim', kind: 'switch', help: 'No spaces at either end.' },
    { name: 'emptyToMissing', label: 'Empty text becomes missing', kind: 'switch' },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
