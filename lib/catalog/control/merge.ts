import * as z from 'zod/mini'
import { defineComponent, type Column, type InferContext, type Inference } from '../types'

export const MergeParams = z.object({})

export const mergePorts = ['first', 'second', 'third', 'fourth'] as const

function infer({ inputs, connected }: InferContext<Record<string, never>>): Inference {
  const ports = mergePorts.filter((port) => connected.has(port))
  if (ports.length === 0) return { outputs: { table: undefined }, problems: [{ severity: 'error', port: 'first', message: 'No branch is connected; connect what each of them gives' }] }
  const problems: Inference['problems'] = ports.length === 1 ? [{ severity: 'warning', message: 'Only one branch is connected, so there is nothing to choose from' }] : []
  const tables = ports.map((port) => inputs[port])
  if (tables.some((columns) => columns === undefined)) return { outputs: { table: undefined }, problems }
  const [head, ...rest] = tables as Column[][]
  if (rest.every((columns) => sameColumns(head!, columns))) return { outputs: { table: head }, problems }
  problems.push({ severity: 'warning', message: 'The branches have different columns, so only a run can tell what comes out' })
  return { outputs: { table: undefined }, problems }
}

function sameColumns(a: Column[], b: Column[]): boolean {
  return a.length === b.length && a.every((column, index) => column.name === b[index]!.name && column.type === b[index]!.type)
}

export const mergeBranches = defineComponent({
  id: 'control.merge',
  version: 1,
  name: 'Merge branches',
  category: 'Control',
  icon: 'git-merge',
  summary: 'Whichever branch of an If came',
  keywords: ['if', 'join branches', 'either', 'coalesce', 'end if', 'case', 'first available'],
  inputs: mergePorts.map((name, index) => ({ name, type: 'table', label: ['First', 'Second', 'Third', 'Fourth'][index]!, help: index === 0 ? 'What one branch gives.' : 'What another branch gives, if connected.', optional: true })),
  outputs: [{ name: 'table', type: 'table', label: 'Table', help: 'The table of the branch that was taken; of several, the first.' }],
  params: MergeParams,
  fields: [],
  describe: () => 'whichever branch was taken',
  infer,
  runner: { kind: 'table' },
  deterministic: true,
})
