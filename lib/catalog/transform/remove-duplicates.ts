import * as z from 'zod/mini'
import { checkChosen, listNames } from '../columns'
import { defineComponent, type InferContext, type Inference } from '../types'

export const RemoveDuplicatesParams = z.object({
  columns: z._default(z.array(z.string()), []),
  keep: z._default(z.enum(['first', 'last', 'none']), 'first'),
  ignoreCase: z._default(z.boolean(), false),
})
export type RemoveDuplicatesParams = z.infer<typeof RemoveDuplicatesParams>

function infer({ params, inputs }: InferContext<RemoveDuplicatesParams>): Inference {
  return { outputs: { table: inputs.table, duplicates: inputs.table }, problems: checkChosen('columns', params.columns, inputs.table, 'table') }
}

const kept = { first: 'the first', last: 'the last', none: 'none' }

export const removeDuplicates = defineComponent({
  id: 'transform.remove-duplicates',
  version: 1,
  name: 'Remove duplicates',
  category: 'Transform',
  icon: 'copy-x',
  summary: 'Of rows that are equal, keep one or none',
  keywords: ['distinct', 'unique', 'dedupe', 'deduplicate', 'repeated rows'],
  inputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The rows, some of which may be equal.' }],
  outputs: [
    { name: 'table', type: 'table', label: 'Table', help: 'The rows that are kept.' },
    { name: 'duplicates', type: 'table', label: 'Duplicates', help: 'The rows that were taken out, in their order.' },
  ],
  params: RemoveDuplicatesParams,
  fields: [
    { name: 'columns', label: 'Columns that must be equal', kind: 'columns', from: 'table', help: 'None chosen means all.' },
    {
      name: 'keep',
      label: 'Of equal rows keep',
      kind: 'choice',
      options: [
        { value: 'first', label: 'The first' },
        { value: 'last', label: 'The last' },
        { value: 'none', label: 'None', help: 'Only rows that occur once stay.' },
      ],
    },
    { name: 'ignoreCase', label: 'Text compares without case', kind: 'switch', advanced: true },
  ],
  describe: ({ columns, keep, ignoreCase }) => `keep ${kept[keep]} of rows equal in ${columns.length === 0 ? 'all columns' : listNames(columns)}${ignoreCase ? ', without case' : ''}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
