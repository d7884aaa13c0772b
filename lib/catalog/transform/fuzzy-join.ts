import * as z from 'zod/mini'
import { closestName, findColumn, freshName, missingMessage, typeName } from '../columns'
import { defineComponent, type Column, type InferContext, type Inference, type TableSchema } from '../types'

export const FuzzyJoinParams = z.object({
  left: z._default(z.string(), ''),
  right: z._default(z.string(), ''),
  method: z._default(z.enum(['jaro-winkler', 'levenshtein']), 'jaro-winkler'),
  threshold: z._default(z.number().check(z.gt(0), z.lte(1)), 0.9),
  matches: z._default(z.enum(['best', 'all']), 'best'),
  how: z._default(z.enum(['left', 'inner']), 'left'),
  normalize: z._default(z.boolean(), true),
  equal: z._default(z.array(z.object({ left: z._default(z.string(), ''), right: z._default(z.string(), '') })), []),
  suffix: z._default(z.string().check(z.minLength(1)), '_right'),
  score: z._default(z.string().check(z.minLength(1)), 'similarity'),
})
export type FuzzyJoinParams = z.infer<typeof FuzzyJoinParams>

/** Columns that must be equal, with the right name filled in where it is the left one's. */
export function equalPairs(params: FuzzyJoinParams): { left: string; right: string }[] {
  return params.equal.map(({ left, right }) => ({ left, right: right || left }))
}

/** The names of the right table's columns in the result, and of the similarity. */
export function fuzzyColumns(params: FuzzyJoinParams, left: Column[], right: Column[]): { right: { from: string; column: Column }[]; score: string } {
  const taken = left.map(({ name }) => name)
  const named = right.map(({ name, type }) => {
    const plain = freshName(name, taken)
    const as = plain === name ? name : freshName(`${name}${params.suffix}`, taken)
    taken.push(as)
    return { from: name, column: { name: as, type } }
  })
  return { right: named, score: freshName(params.score, taken) }
}

function infer({ params, inputs }: InferContext<FuzzyJoinParams>): Inference {
  const { left, right } = inputs
  const problems = [...checkSide('left', params.left, left), ...checkSide('right', params.right, right)]
  equalPairs(params).forEach((pair, index) => {
    const fix = { label: `Remove pair ${index + 1}`, params: { equal: params.equal.filter((_, at) => at !== index) } }
    for (const side of ['left', 'right'] as const) {
      const columns = inputs[side]
      if (pair[side] === '') problems.push({ severity: 'error', param: 'equal', message: `Pair ${index + 1} names no column`, fix })
      else if (columns && !findColumn(columns, pair[side])) problems.push({ severity: 'error', port: side, param: 'equal', message: missingMessage(pair[side], columns).replace('in the input', `in the ${side} table`), fix })
    }
  })
  if (!left || !right) return { outputs: { table: undefined }, problems }
  const { right: added, score } = fuzzyColumns(params, left, right)
  return { outputs: { table: [...left, ...added.map(({ column }) => column), { name: score, type: 'number' }] }, problems }
}

function checkSide(side: 'left' | 'right', name: string, columns: TableSchema): Inference['problems'] {
  if (name === '') {
    const texts = columns?.filter((column) => column.type === 'text') ?? []
    const fix = texts.length === 1 ? { label: `Use “${texts[0]!.name}”`, params: { [side]: texts[0]!.name } } : undefined
    return [{ severity: 'error', port: side, param: side, message: `Choose the text column of the ${side} table`, ...(fix && { fix }) }]
  }
  if (!columns) return []
  const column = findColumn(columns, name)
  if (column) return column.type === 'text' || column.type === 'other' ? [] : [{ severity: 'error', port: side, param: side, message: `“${name}” is ${typeName(column.type)}; only text is alike, so make it text by Edit types` }]
  const close = closestName(name, columns.map((other) => other.name))
  const fix = close === undefined ? undefined : { label: `Use “${close}”`, params: { [side]: close } }
  return [{ severity: 'error', port: side, param: side, message: missingMessage(name, columns).replace('in the input', `in the ${side} table`), ...(fix && { fix }) }]
}

export const fuzzyJoin = defineComponent({
  id: 'transform.fuzzy-join',
  version: 1,
  name: 'Fuzzy join',
  category: 'Transform',
  icon: 'spell-check',
  summary: 'Two tables side by side, by texts that are alike',
  keywords: ['approximate', 'match', 'similar', 'levenshtein', 'jaro-winkler', 'record linkage', 'typo', 'merge', 'lookup'],
  inputs: [
    { name: 'left', type: 'table', label: 'Left', help: 'The table whose rows look for a match.' },
    { name: 'right', type: 'table', label: 'Right', help: 'The table in which they look.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The left rows with what matches them, and how alike they are.' }],
  params: FuzzyJoinParams,
  fields: [
    { name: 'left', label: 'Left text', kind: 'column', from: 'left', types: ['text'] },
    { name: 'right', label: 'Right text', kind: 'column', from: 'right', types: ['text'] },
    { name: 'method', label: 'Alike by', kind: 'choice', options: [{ value: 'jaro-winkler', label: 'Jaro–Winkler', help: 'For names; a common beginning counts more.' }, { value: 'levenshtein', label: 'Levenshtein', help: 'Share of letters that need no change.' }] },
    { name: 'threshold', label: 'At least', kind: 'number', min: 0.01, max: 1, step: 0.05, help: '1 is equal, 0 is nothing in common.' },
    { name: 'matches', label: 'Of several matches take', kind: 'choice', options: [{ value: 'best', label: 'The best' }, { value: 'all', label: 'All' }] },
    { name: 'how', label: 'Left rows without a match', kind: 'choice', options: [{ value: 'left', label: 'Stay, with gaps' }, { value: 'inner', label: 'Are left out' }] },
    { name: 'normalize', label: 'Ignore case, accents and spaces', kind: 'switch', help: 'For comparing only; the texts come out as they are.' },
    {
      name: 'equal',
      label: 'And where these are equal',
      kind: 'list',
      addLabel: 'Add a pair',
      empty: 'Each left text is compared with each right one.',
      advanced: true,
      item: [
        { name: 'left', label: 'Left column', kind: 'column', from: 'left' },
        { name: 'right', label: 'Right column', kind: 'column', from: 'right', help: 'The same name, if left empty.' },
      ],
    },
    { name: 'suffix', label: 'Suffix for names that both have', kind: 'text', advanced: true },
    { name: 'score', label: 'Column of the similarity', kind: 'text', advanced: true },
  ],
  describe: ({ left, right, threshold, matches }) => `${left || '…'} ≈ ${right || '…'}, at least ${threshold}, ${matches === 'best' ? 'best match' : 'all matches'}`,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
