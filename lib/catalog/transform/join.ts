import * as z from 'zod/mini'
import { closestName, findColumn, freshName, missingMessage, sameName, typeName } from '../columns'
import { unify } from '../expression/value-types'
import { defineComponent, type Column, type Fix, type InferContext, type Inference } from '../types'

export const JoinParams = z.object({
  how: z._default(z.enum(['inner', 'left', 'right', 'full', 'semi', 'anti']), 'inner'),
  keys: z._default(z.array(z.object({ left: z._default(z.string(), ''), right: z._default(z.string(), '') })), []),
  suffix: z._default(z.string().check(z.minLength(1)), '_right'),
})
export type JoinParams = z.infer<typeof JoinParams>

/** Key pairs; an empty name on the right means the same name as on the left. */
export function keyPairs(params: JoinParams): { left: string; right: string }[] {
  return params.keys.map(({ left, right }) => ({ left, right: right || left }))
}

/** Where a column of the result comes from; a key that either side may give has both. */
export interface JoinedColumn {
  column: Column
  left?: string
  right?: string
}

/** The result's columns: all of the left table, then those of the right table that are not keys, renamed where the name is taken. */
export function joinedColumns(params: JoinParams, left: Column[], right: Column[]): JoinedColumn[] {
  const { how, suffix } = params
  const pairs = keyPairs(params)
  const both = how === 'right' || how === 'full'
  const joined = left.map((column): JoinedColumn => {
    const pair = both ? pairs.find((other) => other.left === column.name) : undefined
    const partner = pair && findColumn(right, pair.right)
    if (!partner) return { column, left: column.name }
    const type = unify([column.type, partner.type])
    return { column: { name: column.name, type: type === undefined || type === 'null' || type === 'interval' ? column.type : type }, left: column.name, right: partner.name }
  })
  if (how === 'semi' || how === 'anti') return joined
  const keys = new Set(pairs.map((pair) => pair.right))
  const taken = left.map((column) => column.name)
  const others = right.filter((column) => !keys.has(column.name))
  for (const column of others) {
    const clash = taken.some((name) => sameName(name, column.name))
    const name = clash ? freshName(`${column.name}${suffix}`, [...taken, ...others.map((other) => other.name)]) : column.name
    taken.push(name)
    joined.push({ column: { name, type: column.type }, right: column.name })
  }
  return joined
}

/** Why two columns cannot be compared as keys, or `undefined` where they can. */
export function keyMismatch(left: Column, right: Column): string | undefined {
  if (unify([left.type, right.type]) !== undefined) return undefined
  return `“${left.name}” on the left is ${typeName(left.type)}, but “${right.name}” on the right is ${typeName(right.type)}; convert one of them with Edit types first`
}

/** Where one key is text, the other can become text before it arrives. */
function asText(left: Column, right: Column): Fix | undefined {
  const [on, column] = left.type === 'text' ? (['right', right.name] as const) : (['left', left.name] as const)
  if (left.type !== 'text' && right.type !== 'text') return undefined
  return { label: `Make “${column}” text before the join`, params: {}, insert: { component: 'transform.edit-types@1', params: { changes: [{ column, to: 'text', format: '' }] }, on } }
}

function infer({ params, inputs }: InferContext<JoinParams>): Inference {
  const { left, right } = inputs
  const problems: Inference['problems'] = []
  if (params.keys.length === 0) {
    const shared = left && right ? left.filter((column) => findColumn(right, column.name)).map((column) => column.name) : []
    const fix = shared.length > 0 ? { label: `Join on “${shared[0]}”`, params: { keys: [{ left: shared[0], right: shared[0] }] } } : undefined
    problems.push({ severity: 'error', param: 'keys', message: 'Choose the columns whose values must be equal', ...(fix && { fix }) })
  }
  keyPairs(params).forEach((pair, index) => {
    for (const side of ['left', 'right'] as const) problems.push(...keyProblems(params, index, side, pair[side], inputs[side]))
    const a = left && findColumn(left, pair.left)
    const b = right && findColumn(right, pair.right)
    const mismatch = a && b && keyMismatch(a, b)
    const fix = mismatch === undefined ? undefined : asText(a!, b!)
    if (mismatch) problems.push({ severity: 'error', param: 'keys', message: mismatch, ...(fix && { fix }) })
  })
  if (params.how === 'semi' || params.how === 'anti') return { outputs: { table: left }, problems }
  return { outputs: { table: left && right && joinedColumns(params, left, right).map(({ column }) => column) }, problems }
}

function keyProblems(params: JoinParams, index: number, side: 'left' | 'right', name: string, columns: Column[] | undefined): Inference['problems'] {
  const without = { label: `Remove key ${index + 1}`, params: { keys: params.keys.filter((_, at) => at !== index) } }
  if (name === '') return side === 'left' ? [{ severity: 'error', param: 'keys', message: `Key ${index + 1} names no column`, fix: without }] : []
  if (!columns || findColumn(columns, name)) return []
  const close = closestName(name, columns.map((column) => column.name))
  const use = { label: `Use “${close}”`, params: { keys: params.keys.map((other, at) => (at === index ? { ...other, [side]: close } : other)) } }
  return [{ severity: 'error', port: side, param: 'keys', message: missingMessage(name, columns).replace('in the input', `in the ${side} table`), fix: close === undefined ? without : use }]
}

const words = { inner: 'rows that match', left: 'all left rows', right: 'all right rows', full: 'all rows of both', semi: 'left rows with a match', anti: 'left rows without a match' }

function describe(params: JoinParams): string {
  const pairs = keyPairs(params).map(({ left, right }) => (left === right ? left || '…' : `${left} = ${right}`))
  return `${words[params.how]} on ${pairs.join(', ') || '…'}`
}

export const join = defineComponent({
  id: 'transform.join',
  version: 1,
  name: 'Join',
  category: 'Transform',
  icon: 'merge',
  summary: 'Two tables side by side, by equal keys',
  keywords: ['merge', 'lookup', 'vlookup', 'combine', 'inner', 'left', 'outer', 'anti', 'semi'],
  inputs: [
    { name: 'left', type: 'table', label: 'Left', help: 'The table whose rows and columns come first.' },
    { name: 'right', type: 'table', label: 'Right', help: 'The table that is looked up.' },
  ],
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The joined rows.' }],
  params: JoinParams,
  fields: [
    {
      name: 'how',
      label: 'Keep',
      kind: 'choice',
      options: [
        { value: 'inner', label: 'Rows that match (inner)' },
        { value: 'left', label: 'All left rows (left)' },
        { value: 'right', label: 'All right rows (right)' },
        { value: 'full', label: 'All rows of both (full)' },
        { value: 'semi', label: 'Left rows with a match (semi)' },
        { value: 'anti', label: 'Left rows without a match (anti)' },
      ],
    },
    {
      name: 'keys',
      label: 'Where these are equal',
      kind: 'list',
      addLabel: 'Add a key',
      empty: 'Choose at least one pair of columns.',
      item: [
        { name: 'left', label: 'Left column', kind: 'column', from: 'left' },
        { name: 'right', label: 'Right column', kind: 'column', from: 'right', help: 'The same name, if left empty.' },
      ],
    },
    { name: 'suffix', label: 'Suffix for names that both have', kind: 'text', advanced: true },
  ],
  describe,
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
